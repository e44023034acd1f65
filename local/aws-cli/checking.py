"""Reads commands of the AWS CLI from a file, a JSON list of lists of words, and prints as JSON what it says to those that it refuses.

All is the CLI's own until a request would be sent: its arguments, and the check of each parameter against the service's
model. Nothing is sent.
"""

import contextlib
import io
import json
import sys

from awscli.botocore.awsrequest import AWSResponse
from awscli.clidriver import create_clidriver

# Version 2 alone has this option, of which version 1 always does what it asks for here:
# https://docs.aws.amazon.com/cli/latest/userguide/cliv2-migration-changes.html
OF_VERSION_2 = ["--cli-binary-format", "raw-in-base64-out"]


class WouldBeSent(BaseException):
    """Ends a command that the CLI has taken."""


def hold(model, **_):
    if model.service_model.service_name == "s3":
        return AWSResponse("http://127.0.0.1", 200, {}, None), {}  # an empty bucket: `aws s3` asks more than once
    raise WouldBeSent


def without_version_2(words):
    at = next((at for at in range(len(words)) if words[at : at + 2] == OF_VERSION_2), None)
    return words if at is None else words[:at] + words[at + 2 :]


def refusal(words):
    """What the CLI says to a command that it does not take; None if it takes it."""
    driver = create_clidriver()
    driver.session.register("before-call", hold)
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said):
            code = driver.main(without_version_2(words))
    except WouldBeSent:
        return None
    except SystemExit as end:
        code = end.code
    # A list of nothing ends with 1, without a word.
    return None if code == 0 else said.getvalue().strip()[-300:] or None


with open(sys.argv[1], encoding="utf-8") as file:
    print(json.dumps([refusal(words) for words in json.load(file)]))
