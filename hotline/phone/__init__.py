"""The practice telephone: reads our TwiML as strictly as the telephone company, and posts signed webhooks."""
