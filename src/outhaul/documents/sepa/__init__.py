"""Files for the bank: a SEPA credit transfer as XML, and a plain table for everything else."""
