"""What the bank says, read from its files: CSV of any bank, and CAMT.053."""
