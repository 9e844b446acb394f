//! What people reported to those who watch over the workspace. A report keeps the message as it was.

use crate::codec::encode;
use crate::{StoreError, Tx, statements, values};
use rustle_domain::UserId;
use rustle_domain::messages::Message;

statements! {
    INSERT_REPORT = "INSERT INTO reports (id, message, rid, uid, reporter, description, text, body, said_at, reported_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
}

/// A message somebody reported.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Unique, for ever.
    pub id: String,
    /// The message as it was then.
    pub message: Message,
    /// Who reported it.
    pub reporter: UserId,
    /// What is said to be wrong with it.
    pub description: String,
    /// Milliseconds since 1970.
    pub at: i64,
}

impl Tx {
    /// Keeps a report; its id must be free.
    pub async fn insert_report(&mut self, report: &Report) -> Result<(), StoreError> {
        let message = &report.message;
        let v = values![
            report.id.as_str(),
            message.id.as_str(),
            message.room.as_str(),
            message.author.id.as_str(),
            report.reporter.as_str(),
            report.description.as_str(),
            message.text.as_str(),
            encode(&message.body)?,
            message.ts,
            report.at,
        ];
        self.execute(&INSERT_REPORT, &v).await?;
        Ok(())
    }
}
