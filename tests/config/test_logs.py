import structlog
from django_structlog.signals import bind_extra_request_finished_metadata


def test_a_log_line_names_the_request_and_not_where_it_came_from(client):
    lines = []

    def listen(log_kwargs, **_):
        lines.append({**structlog.contextvars.get_contextvars(), **log_kwargs})

    bind_extra_request_finished_metadata.connect(listen)
    try:
        answer = client.get("/livez", REMOTE_ADDR="192.0.2.7", headers={"X-Forwarded-For": "192.0.2.8"})
    finally:
        bind_extra_request_finished_metadata.disconnect(listen)

    (line,) = lines
    assert line["request_id"] == answer["X-Request-ID"]
    assert line["request"] == "GET /livez"
    assert "192.0.2" not in str(line)
