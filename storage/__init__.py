"""The facts: schema, transactions, and the queries that pages read."""
