"""How browsers learn to search here: the OpenSearch description."""

from flask import Response, make_response, render_template

from portal.search.routes.blueprint import blueprint
from portal.web.guards import public


@blueprint.get("/opensearch.xml")
@public
def opensearch() -> Response:
    response = make_response(render_template("search/opensearch.xml"))
    response.headers["Content-Type"] = "application/opensearchdescription+xml; charset=utf-8"
    return response
