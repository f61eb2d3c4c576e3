"""The settings every test runs with: made-up keys, a made-up account, a fictional number."""

from hotline.config import Settings

PUBLIC_BASE_URL = "https://hotline.example.org"
ACCOUNT_SID = "AC" + "0123456789abcdef" * 2
AUTH_TOKEN = "a-token-for-tests"


def settings_for(database_url: str) -> Settings:
    return Settings(
        database_url=database_url,
        secret_key="a secret for tests",
        sealing_keys={"s1": b"s" * 32},
        index_keys={"i1": b"i" * 32},
        public_base_url=PUBLIC_BASE_URL,
        twilio_account_sid=ACCOUNT_SID,
        twilio_auth_tokens=(AUTH_TOKEN,),
        hotline_number="+18005550100",
        environment="testing",
        gateway="memory",
    )
