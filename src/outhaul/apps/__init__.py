"""What is kept: people, planning, audit, jobs. Each app: models below, domain functions above."""
