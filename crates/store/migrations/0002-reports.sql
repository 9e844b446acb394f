CREATE TABLE reports (
  id TEXT PRIMARY KEY,
  message TEXT NOT NULL,
  rid TEXT NOT NULL,
  uid TEXT NOT NULL,
  reporter TEXT NOT NULL,
  description TEXT NOT NULL,
  text TEXT NOT NULL,
  body TEXT NOT NULL,
  said_at BIGINT NOT NULL,
  reported_at BIGINT NOT NULL
);
CREATE INDEX reports_message ON reports (message);
CREATE INDEX reports_uid ON reports (uid, reported_at);
