"""The portal sends to the open internet alone, whatever an address says or leads to."""

import datetime
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from protection.addresses import NotAllowed, target_of
from referrals.webhooks import sending

from .receiver import Receiver, listening


@pytest.mark.parametrize(
    "address",
    [
        "https://hooks.example.org/thb",
        "https://hooks.example.org:8443/thb?key=1",
        "https://93.184.215.14/",
        "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/",
    ],
)
def test_an_address_of_the_open_internet_is_taken(address: str) -> None:
    assert target_of(address).secure


@pytest.mark.parametrize(
    "address",
    [
        "http://hooks.example.org/",  # readable on the way
        "ftp://hooks.example.org/",
        "//hooks.example.org/",
        "hooks.example.org",
        "https://",
        "https://user:password@hooks.example.org/",
        "https://hooks.example.org/#part",
        "https://hooks.example.org:22/",
        "https://hooks.example.org:99999/",
        "https://hooks.example.org/a b",
        "https://hooks.example.org/\r\nHost: x",
        "https://hœks.example.org/",
        "https://localhost/",
        "https://portal/",
        "https://db.internal/",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://0x7f000001/",
        "https://2130706433/",
        "https://0.0.0.0/",
        "https://10.0.0.1/",
        "https://172.16.0.1/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://100.64.0.1/",
        "https://224.0.0.1/",
        "https://255.255.255.255/",
        "https://[::1]/",
        "https://[::]/",
        "https://[fe80::1]/",
        "https://[fd00::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2002:7f00:1::]/",
    ],
)
def test_any_other_is_refused(address: str) -> None:
    with pytest.raises(NotAllowed):
        target_of(address)
    assert sending.post(address, {}, b"{}").error == "address"


@pytest.mark.parametrize(
    "address", ["http://localhost:9/", "https://127.0.0.1:9/", "http://[::1]/"]
)
def test_a_demonstration_may_send_to_its_own_machine(settings: Any, address: str) -> None:
    settings.DEMONSTRATION = True
    target_of(address)
    with pytest.raises(NotAllowed):
        target_of("https://192.168.1.1/")


class Names:
    """Answers for names, one list of addresses after the other."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)
        self.asked = 0

    def __call__(self, host: str, port: int, *_args: Any, **_more: Any) -> list[Any]:
        self.asked += 1
        found = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in found]


@pytest.mark.parametrize(
    "found", [["127.0.0.1"], ["93.184.215.14", "10.0.0.1"], ["::ffff:10.0.0.1"]], ids=str
)
def test_a_name_that_leads_inside_is_not_sent_to(
    monkeypatch: pytest.MonkeyPatch, found: list[str]
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", Names(found))
    monkeypatch.setattr(socket, "create_connection", _never)
    assert sending.post("https://hooks.example.org/", {}, b"{}").error == "address"


def test_a_name_that_changes_meanwhile_leads_nowhere_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is looked up once; the connection goes to the address that was looked at."""
    names, connected = Names(["93.184.215.14"], ["127.0.0.1"]), []

    def connect(address: tuple[str, int], **_more: Any) -> socket.socket:
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", names)
    monkeypatch.setattr(socket, "create_connection", connect)
    assert sending.post("https://hooks.example.org/", {}, b"{}").error == "connection"
    assert (names.asked, connected) == (1, [("93.184.215.14", 443)])


def _never(*_args: Any, **_more: Any) -> socket.socket:
    raise AssertionError("Connected")


class TestSending:
    @pytest.fixture(autouse=True)
    def demonstration(self, settings: Any) -> None:
        settings.DEMONSTRATION = True

    @pytest.fixture
    def receiver(self) -> Iterator[Receiver]:
        with listening() as receiver:
            yield receiver

    def test_what_is_sent_arrives_whole(self, receiver: Receiver) -> None:
        outcome = sending.post(receiver.address, {"webhook-id": "1"}, b'{"a":1}')
        assert (outcome.status, outcome.delivered) == (204, True)
        ((headers, body),) = receiver.got
        assert (headers["webhook-id"], body) == ("1", b'{"a":1}')
        assert headers["content-type"] == "application/json"

    @pytest.mark.parametrize("status", [301, 307, 308])
    def test_no_redirect_is_followed(self, receiver: Receiver, status: int) -> None:
        receiver.answers, receiver.location = [status], receiver.address
        outcome = sending.post(receiver.address, {}, b"{}")
        assert (outcome.status, outcome.delivered, len(receiver.got)) == (status, False, 1)

    def test_who_answers_slowly_is_not_waited_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sending, "ANSWER_SECONDS", 0.2)
        with socket.create_server(("127.0.0.1", 0)) as silent:
            port = silent.getsockname()[1]
            assert sending.post(f"http://127.0.0.1:{port}/", {}, b"{}").error == "time"

    def test_what_is_no_web_server_is_told_so(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
        assert sending.post(f"http://127.0.0.1:{port}/", {}, b"{}").error == "connection"

    def test_a_certificate_is_looked_at(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        certificate = _certificate(tmp_path)
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(certificate)
        with listening(tls) as receiver:
            assert sending.post(receiver.address, {}, b"{}").error == "certificate"
            monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
            assert sending.post(receiver.address, {}, b"{}").delivered
            elsewhere = receiver.address.replace("localhost", "127.0.0.1")
            assert sending.post(elsewhere, {}, b"{}").error == "certificate"
        assert len(receiver.got) == 1


def _certificate(folder: Path) -> Path:
    """A certificate of `localhost` with its key, signed by itself."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.datetime.now(datetime.UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path
