from __future__ import annotations

import socket

import pytest


@pytest.fixture(scope="module")
def client(start):
    return start().open()


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost", "127.0.0.1", "127.0.0.1:1", "[::1]", "127.0.0.1.evil.example", ""]
)
def test_another_host_is_misdirected_also_with_the_cookie(client, host):
    port = client.host.rpartition(":")[2]
    for name in (host, f"{host}:{port}") if host not in ("127.0.0.1", "127.0.0.1:1") else (host,):
        response, _ = client.send("GET", "/state", client.headers(Host=name))
        assert response.status in ((421,) if name else (400, 421))


def test_two_hosts_are_no_host(client):
    with socket.create_connection(client.host.split(":"), timeout=10) as raw:
        lines = [
            "GET /state HTTP/1.1",
            f"Host: {client.host}",
            "Host: evil.example",
            f"Cookie: {client.cookie}",
            "",
            "",
        ]
        raw.sendall("\r\n".join(lines).encode())
        assert raw.recv(200).split()[1] in (b"400", b"421")


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "http://localhost:{port}", "https://127.0.0.1:{port}", "http://127.0.0.1:1"],
)
@pytest.mark.parametrize(("method", "path"), [("GET", "/state"), ("PUT", "/files?name=a.txt"), ("POST", "/close")])
def test_another_origin_is_refused_also_with_the_cookie(client, origin, method, path):
    forged = origin.format(port=client.host.rpartition(":")[2])
    response, _ = client.send(method, path, client.headers(Origin=forged), b"" if method != "GET" else None)
    assert response.status == 403


@pytest.mark.parametrize(("method", "path"), [("PUT", "/files?name=a.txt"), ("POST", "/read"), ("DELETE", "/files/1")])
def test_what_changes_something_must_say_its_origin(client, method, path):
    assert client.send(method, path, client.headers(Origin=None), b"{}")[0].status == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_request_that_another_site_made_is_refused(client, site):
    assert client.send("GET", "/", client.headers(**{"Origin": None, "Sec-Fetch-Site": site}))[0].status == 403


@pytest.mark.parametrize("path", ["/", "/app.js", "/state", "/report/facilitator", "/save/people", "/people"])
@pytest.mark.parametrize("cookie", [None, "bmp_1=x", "{name}=", "{name}=wrong"])
def test_without_the_cookie_nothing_is_given(client, path, cookie):
    name = client.cookie.partition("=")[0]
    headers = client.headers(Cookie=None if cookie is None else cookie.format(name=name))
    response, body = client.send("GET", path, headers)
    assert response.status == 403
    assert "ikon bmp_networks" in body.decode()


@pytest.mark.parametrize("query", ["?token=", "?token=wrong", "?token=a&token=b", "?token[]=x"])
def test_a_wrong_token_gives_no_cookie(client, query):
    response, _ = client.send("GET", f"/{query}", {"Host": client.host})
    assert response.status == 403
    assert response.getheader("set-cookie") is None


def test_the_token_becomes_a_strict_cookie_and_leaves_the_address(client):
    response, _ = client.send("GET", client.token_path, {"Host": client.host})
    assert (response.status, response.getheader("location")) == (303, "/")
    cookie = response.getheader("set-cookie").lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert client.token_path.partition("=")[2].lower() not in cookie


def test_the_token_opens_nothing_but_the_page(client):
    path = client.token_path.replace("/", "/state", 1)
    assert client.send("GET", path, {"Host": client.host})[0].status == 403


@pytest.mark.parametrize("path", ["/", "/app.js", "/state", "/nothing"])
@pytest.mark.parametrize("is_known", [True, False])
def test_every_answer_carries_the_rules_for_the_browser(client, path, is_known):
    response, _ = client.send("GET", path, client.headers(Cookie=client.cookie if is_known else None))
    assert response.getheader("cache-control") == "no-store"
    assert response.getheader("x-content-type-options") == "nosniff"
    assert response.getheader("referrer-policy") == "no-referrer"
    policy = response.getheader("content-security-policy")
    assert policy.startswith("default-src 'none'")
    assert "http" not in policy
    assert "unsafe" not in policy
    assert response.getheader("server") is None


def test_it_listens_on_this_computer_only(client):
    host, port = client.host.split(":")
    assert host == "127.0.0.1"
    with socket.socket() as other, pytest.raises(OSError):
        other.connect(("127.0.0.2", int(port)))
