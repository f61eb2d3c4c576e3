"""Where the telephone company keeps recordings, by the names that it documents for its regions.

What is kept there is fetched with our account's token, so nothing else is believed to be such a place. Source: "Using
the Twilio REST API in a non-US Region" (api.EDGE.REGION.twilio.com).
"""

import re

_REGION = r"\.us1|\.(ashburn|umatilla)\.us1|\.dublin\.ie1|\.sydney\.au1|\.tokyo\.jp1"
# The groups are the host, the path, and in it our account.
RECORDING = re.compile(
    rf"https://(?P<host>api({_REGION})?\.twilio\.com)"
    r"(?P<path>/2010-04-01/Accounts/(?P<account>AC[0-9a-f]{32})/Recordings/RE[0-9a-f]{32})",
    re.ASCII,
)
