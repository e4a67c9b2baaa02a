"""The ground: database, permissions, visibility, events, outbox, jobs. Knows no capability and no HTTP request."""
