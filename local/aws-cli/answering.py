"""The AWS CLI, with answers that a test gives in place of the services.

Until the request would be sent all is the CLI's own: its arguments, and the check of each parameter against the service's
model. An answer is held to the model, too, so that no test prints what the service could not say. What has no answer is
sent, if it goes to this machine.
"""

import json
import os
import sys
from io import BytesIO
from urllib.parse import urlsplit

from awscli.botocore.awsrequest import AWSResponse
from awscli.botocore.response import StreamingBody
from awscli.botocore.validate import ParamValidator
from awscli.clidriver import create_clidriver

with open(os.environ["ANSWERS"], encoding="utf-8") as file:
    ANSWERS = json.load(file)


def remember(params, context, **_):
    context["given"] = params


def answer(model, params, context, **_):
    name = f"{model.service_model.service_name} {model.name}"
    found = next((one for one in ANSWERS if one["operation"] == name and fits(one, context["given"])), None)
    if found is None:
        if urlsplit(params["url"]).hostname != "127.0.0.1":
            raise SystemExit(f"no answer was given to {name} with {json.dumps(context['given'], default=str)}")
        return None
    if "error" in found:
        return http(400), {"Error": {"Code": found["error"], "Message": found["message"]}}
    response = as_decimals(found["answer"], model.output_shape)
    if model.output_shape is not None:
        problems = ParamValidator().validate(response, model.output_shape)
        if problems.has_errors():
            raise SystemExit(f"{name} cannot answer this: {problems.generate_report()}")
        body = model.get_streaming_output()
        if body is not None:
            payload = model.output_shape.serialization["payload"]
            content = response[payload].encode()
            response[payload] = StreamingBody(BytesIO(content), len(content))
    return http(200), response


def as_decimals(value, shape):
    """JSON does not tell 5.0 from 5; the CLI prints the one for a metric, and the other for a number of files."""
    if shape is None or value is None:
        return value
    if shape.type_name in ("float", "double"):
        return float(value)
    if shape.type_name == "list":
        return [as_decimals(one, shape.member) for one in value]
    if shape.type_name == "structure":
        return {name: as_decimals(one, shape.members.get(name)) for name, one in value.items()}
    return value


def fits(given, params):
    """Whether a call has the parameters that the answer is for; it may have others."""
    return all(params.get(key) == value for key, value in given.get("to", {}).items())


def http(status):
    return AWSResponse("http://127.0.0.1", status, {}, None)


driver = create_clidriver()
driver.session.register("before-parameter-build", remember)
driver.session.register("before-call", answer)
sys.exit(driver.main(sys.argv[1:]))
