CREATE TABLE users (
  id TEXT PRIMARY KEY,
  username TEXT,
  username_key TEXT UNIQUE,
  name TEXT,
  kind TEXT NOT NULL,
  active BOOLEAN NOT NULL,
  password TEXT,
  status_default TEXT NOT NULL,
  status_text TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  last_login BIGINT,
  avatar_etag TEXT,
  search_key TEXT NOT NULL,
  profile TEXT NOT NULL
);

CREATE TABLE user_emails (
  address_key TEXT PRIMARY KEY,
  uid TEXT NOT NULL REFERENCES users (id),
  position BIGINT NOT NULL,
  address TEXT NOT NULL,
  verified BOOLEAN NOT NULL
);
CREATE INDEX user_emails_uid ON user_emails (uid, position);

CREATE TABLE user_roles (
  uid TEXT NOT NULL REFERENCES users (id),
  role TEXT NOT NULL,
  PRIMARY KEY (uid, role)
);
CREATE INDEX user_roles_role ON user_roles (role, uid);

CREATE TABLE sessions (
  hash TEXT PRIMARY KEY,
  uid TEXT NOT NULL REFERENCES users (id),
  personal BOOLEAN NOT NULL,
  name TEXT,
  last_letters TEXT,
  bypass_two_factor BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT
);
CREATE INDEX sessions_uid ON sessions (uid, created_at);
CREATE UNIQUE INDEX sessions_personal_name ON sessions (uid, name) WHERE personal;

CREATE TABLE roles (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  scope TEXT NOT NULL,
  mandatory_two_factor BOOLEAN NOT NULL,
  protected BOOLEAN NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE TABLE removed_roles (
  id TEXT PRIMARY KEY,
  removed_at BIGINT NOT NULL
);

CREATE TABLE permissions (
  id TEXT PRIMARY KEY,
  roles TEXT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE TABLE settings (
  id TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE TABLE setup (
  only_row BIGINT PRIMARY KEY,
  hash TEXT NOT NULL,
  offered_at BIGINT NOT NULL
);

CREATE TABLE teams (
  id TEXT PRIMARY KEY,
  rid TEXT NOT NULL,
  name TEXT NOT NULL,
  public BOOLEAN NOT NULL,
  created_by TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE TABLE team_members (
  team TEXT NOT NULL REFERENCES teams (id),
  uid TEXT NOT NULL REFERENCES users (id),
  roles TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (team, uid)
);
CREATE INDEX team_members_uid ON team_members (uid);

CREATE TABLE rooms (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT,
  name_key TEXT UNIQUE,
  fname TEXT,
  direct_key TEXT UNIQUE,
  creator TEXT,
  default_room BOOLEAN NOT NULL,
  read_only BOOLEAN NOT NULL,
  archived BOOLEAN NOT NULL,
  seq BIGINT NOT NULL,
  counted_seq BIGINT NOT NULL,
  clock BIGINT NOT NULL,
  messages BIGINT NOT NULL,
  members BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  last_message_at BIGINT,
  last_message TEXT,
  updated_at BIGINT NOT NULL,
  parent TEXT,
  team TEXT,
  team_main BOOLEAN NOT NULL,
  search_key TEXT NOT NULL,
  detail TEXT NOT NULL
);
CREATE INDEX rooms_kind ON rooms (kind, name_key);
CREATE INDEX rooms_parent ON rooms (parent) WHERE parent IS NOT NULL;
CREATE INDEX rooms_team ON rooms (team) WHERE team IS NOT NULL;
CREATE INDEX rooms_default ON rooms (id) WHERE default_room;

CREATE TABLE memberships (
  id TEXT PRIMARY KEY,
  rid TEXT NOT NULL REFERENCES rooms (id),
  kind TEXT NOT NULL,
  uid TEXT NOT NULL REFERENCES users (id),
  roles TEXT NOT NULL,
  closed_seq BIGINT,
  favorite BOOLEAN NOT NULL,
  read_seq BIGINT NOT NULL,
  last_seen BIGINT,
  joined_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  direct_name TEXT,
  direct_fname TEXT,
  wishes TEXT NOT NULL,
  UNIQUE (rid, uid)
);
CREATE INDEX memberships_uid ON memberships (uid, rid);

CREATE TABLE removed_memberships (
  id TEXT PRIMARY KEY,
  rid TEXT NOT NULL,
  uid TEXT NOT NULL,
  removed_at BIGINT NOT NULL
);
CREATE INDEX removed_memberships_uid ON removed_memberships (uid, removed_at);

CREATE TABLE messages (
  id TEXT PRIMARY KEY,
  rid TEXT NOT NULL REFERENCES rooms (id),
  seq BIGINT NOT NULL,
  ts BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  uid TEXT NOT NULL,
  author TEXT NOT NULL,
  kind TEXT,
  text TEXT NOT NULL,
  search_key TEXT NOT NULL,
  thread TEXT,
  show_in_room BOOLEAN NOT NULL,
  thread_count BIGINT NOT NULL,
  thread_last BIGINT,
  pinned_at BIGINT,
  discussion TEXT,
  counted BOOLEAN NOT NULL,
  group_mention BOOLEAN NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (rid, seq)
);
CREATE UNIQUE INDEX messages_ts ON messages (rid, ts);
CREATE INDEX messages_updated ON messages (rid, updated_at);
CREATE INDEX messages_counted ON messages (rid, seq, uid) WHERE counted;
CREATE INDEX messages_group_mention ON messages (rid, seq, uid) WHERE group_mention;
CREATE INDEX messages_thread ON messages (thread, seq) WHERE thread IS NOT NULL;
CREATE INDEX messages_threads ON messages (rid, thread_last) WHERE thread_last IS NOT NULL;
CREATE INDEX messages_pinned ON messages (rid, pinned_at) WHERE pinned_at IS NOT NULL;
CREATE INDEX messages_discussion ON messages (discussion) WHERE discussion IS NOT NULL;
CREATE INDEX messages_uid ON messages (uid);

CREATE TABLE deleted_messages (
  id TEXT PRIMARY KEY,
  rid TEXT NOT NULL,
  deleted_at BIGINT NOT NULL
);
CREATE INDEX deleted_messages_rid ON deleted_messages (rid, deleted_at);

CREATE TABLE mentions (
  message TEXT NOT NULL REFERENCES messages (id),
  uid TEXT NOT NULL,
  rid TEXT NOT NULL,
  seq BIGINT NOT NULL,
  thread TEXT,
  counted BOOLEAN NOT NULL,
  PRIMARY KEY (message, uid)
);
CREATE INDEX mentions_unread ON mentions (uid, rid, seq);

CREATE TABLE stars (
  uid TEXT NOT NULL,
  message TEXT NOT NULL REFERENCES messages (id),
  rid TEXT NOT NULL,
  PRIMARY KEY (uid, message)
);
CREATE INDEX stars_rid ON stars (uid, rid);
CREATE INDEX stars_message ON stars (message);

CREATE TABLE thread_follows (
  thread TEXT NOT NULL REFERENCES messages (id),
  uid TEXT NOT NULL,
  rid TEXT NOT NULL,
  read_seq BIGINT NOT NULL,
  PRIMARY KEY (thread, uid)
);
CREATE INDEX thread_follows_uid ON thread_follows (uid, rid);

CREATE TABLE uploads (
  id TEXT PRIMARY KEY,
  blob_key TEXT NOT NULL,
  rid TEXT NOT NULL REFERENCES rooms (id),
  uid TEXT NOT NULL,
  name TEXT NOT NULL,
  search_key TEXT NOT NULL,
  mime TEXT NOT NULL,
  size BIGINT NOT NULL,
  message TEXT,
  description TEXT NOT NULL,
  original TEXT,
  uploaded_at BIGINT NOT NULL,
  picture TEXT
);
CREATE INDEX uploads_rid ON uploads (rid, uploaded_at);
CREATE INDEX uploads_message ON uploads (message) WHERE message IS NOT NULL;

CREATE TABLE avatars (
  owner TEXT PRIMARY KEY,
  blob_key TEXT NOT NULL,
  mime TEXT NOT NULL,
  etag TEXT NOT NULL
);
