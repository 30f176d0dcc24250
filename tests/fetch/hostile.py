"""Ways in which a server misbehaves, each with the cause under which it is noted.

`python hostile.py` meets them all in one process and prints what that cost.
"""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler


def drip(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "500")
    handler.end_headers()
    for _ in range(500):
        handler.wfile.write(b"x")
        time.sleep(0.1)


def drip_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(500):
        handler.wfile.write(f"X-{number}: 1\r\n".encode())
        handler.wfile.flush()
        time.sleep(0.1)


def cut_off(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b"short")


def say_nothing(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(3)


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(100_000):
        handler.wfile.write(b"and so on " * 1000)


def endless_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(100_000):
        handler.wfile.write(f"X-{number}: {'y' * 100}\r\n".encode())


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.close()


def speak_nonsense(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"\x00\x01\x02 hello\r\n\r\n")


def redirect_to(target: str) -> tuple[int, dict[str, str], bytes]:
    return (302, {"Location": target}, b"")


def packed(body: bytes, encoding: str = "gzip") -> tuple[int, dict[str, str], bytes]:
    return (200, {"Content-Encoding": encoding}, body)


def status_only(status: int) -> Callable[[BaseHTTPRequestHandler], None]:
    return raw(f"HTTP/1.1 {status} Odd\r\nContent-Length: 0\r\n\r\n".encode())


def raw(answer: bytes) -> Callable[[BaseHTTPRequestHandler], None]:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(answer)

    return send


def many_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    for number in range(500):
        handler.send_header(f"X-{number}", "1")
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def huge_header(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("X-Large", "y" * 90_000)
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def endless_chunks(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    for _ in range(100_000):
        handler.wfile.write(b"400\r\n" + b"x" * 1024 + b"\r\n")


def endless_early_hints(handler: BaseHTTPRequestHandler) -> None:
    for _ in range(500):
        handler.wfile.write(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")
        handler.wfile.flush()
        time.sleep(0.02)


def endless_redirect(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(302)
    handler.send_header("Location", "/missing")
    handler.end_headers()
    for _ in range(100_000):
        handler.wfile.write(b"and so on " * 1000)


def endless_error(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(403)
    handler.end_headers()
    for _ in range(100_000):
        handler.wfile.write(b"and so on " * 1000)


def endless_nothing(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n")
    nothing = gzip.compress(b"") * 50_000
    for _ in range(1_000):
        handler.wfile.write(nothing)


def endless_trailers(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n")
    for number in range(100_000):
        handler.wfile.write(f"X-{number}: {'y' * 100}\r\n".encode())


def drip_chunks(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    for _ in range(500):
        handler.wfile.write(b"1\r\nx\r\n")
        handler.wfile.flush()
        time.sleep(0.1)


CASES = {
    "slow_body": (drip, "timeout"),
    "slow_headers": (drip_headers, "timeout"),
    "silence": (say_nothing, "timeout"),
    "endless_body": (endless, "too_large"),
    "endless_headers": (endless_headers, "headers_too_large"),
    "hang_up": (hang_up, "protocol_error"),
    "nonsense": (speak_nonsense, "protocol_error"),
    "announced_too_large": ((200, {"Content-Length": "9999999999"}, b""), "too_large"),
    "truncated": (cut_off, "protocol_error"),
    "gzip_bomb": (packed(gzip.compress(bytes(50_000_000))), "too_large"),
    "gzip_bomb_in_parts": (packed(gzip.compress(bytes(150_000)) * 50), "too_large"),
    "deflate_bomb": (packed(zlib.compress(bytes(50_000_000)), "deflate"), "too_large"),
    "broken_gzip": (packed(b"\x1f\x8b\x08\x00garbage"), "bad_compression"),
    "cut_gzip": (packed(gzip.compress(bytes(range(256)) * 90)[:-40]), "bad_compression"),
    "unknown_encoding": (packed(b"x", "br"), "encoding_refused"),
    "stacked_encodings": (packed(b"x", "gzip, gzip, gzip"), "encoding_refused"),
    "redirect_loop": (redirect_to("/page"), "redirect_loop"),
    "redirect_to_private": (redirect_to("http://127.0.0.1/"), "address_refused"),
    "redirect_to_metadata": (redirect_to("http://169.254.169.254/latest/"), "address_refused"),
    "redirect_to_file": (redirect_to("file:///etc/passwd"), "scheme_refused"),
    "redirect_to_port": (redirect_to("http://8.8.8.8:25/"), "port_refused"),
    "redirect_to_nonsense": (redirect_to("http://[half"), "bad_url"),
    "gone": ((410, {}, b""), "gone"),
    "missing": ((404, {}, b""), "gone"),
    "forbidden": ((403, {}, b""), "http_403"),
    "broken_server": ((500, {}, b""), "http_5xx"),
    "long_wait": ((429, {"Retry-After": "86400"}, b""), "http_429"),
    "multiple_choices": ((300, {}, b""), "http_300"),
    "not_modified_unasked": ((304, {}, b""), "http_304"),
    "partial_content": ((206, {"Content-Range": "bytes 0-1/9"}, b"ha"), "http_206"),
    "no_content": (status_only(204), "http_204"),
    "unknown_status": (status_only(299), "http_299"),
    "legal_block": ((451, {}, b""), "http_451"),
    "payment": ((402, {}, b""), "http_402"),
    "many_headers": (many_headers, "headers_too_large"),
    "one_huge_header": (huge_header, "headers_too_large"),
    "header_without_colon": (raw(b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n"), "protocol_error"),
    "header_injection": (raw(b"HTTP/1.1 200 OK\r\nX: a\0b\r\nContent-Length: 0\r\n\r\n"), "protocol_error"),
    "status_not_a_number": (raw(b"HTTP/1.1 OK fine\r\n\r\n"), "protocol_error"),
    "two_lengths": (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"), "protocol_error"),
    "negative_length": (raw(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n"), "protocol_error"),
    "broken_chunks": (raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nxx"), "protocol_error"),
    "huge_chunk": (
        raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFF\r\nxx"), "protocol_error",
    ),
    "endless_chunks": (endless_chunks, "too_large"),
    "endless_early_hints": (endless_early_hints, "timeout"),
    "switching_protocols": (raw(b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n"), "protocol_error"),
    "bomb_in_a_bomb": (packed(gzip.compress(gzip.compress(bytes(50_000_000))), "gzip, gzip"), "encoding_refused"),
    "empty_gzip": (packed(b"\x1f\x8b"), "bad_compression"),
    "redirect_without_target": ((302, {}, b""), "http_302"),
    "redirect_to_javascript": (redirect_to("javascript:alert(1)"), "scheme_refused"),
    "redirect_to_localhost": (redirect_to("http://localhost/"), "address_refused"),
    "redirect_to_ipv6_loopback": (redirect_to("http://[::1]/"), "address_refused"),
    "redirect_to_mapped_loopback": (redirect_to("http://[::ffff:127.0.0.1]/"), "address_refused"),
    "redirect_to_decimal_loopback": (redirect_to("http://2130706433/"), "address_refused"),
    "redirect_to_shared_network": (redirect_to("http://100.64.0.1/"), "address_refused"),
    "redirect_of_a_megabyte": (redirect_to("http://paper.example/" + "a" * 80_000), "headers_too_large"),
    "redirect_with_endless_body": (endless_redirect, "gone"),
    "error_with_endless_body": (endless_error, "http_403"),
    "endless_packed_nothing": (endless_nothing, "bad_compression"),
    "endless_gzip_name": (packed(b"\x1f\x8b\x08\x08" + bytes(6) + b"n" * 7_500_000), "too_large"),
    "endless_trailers": (endless_trailers, "headers_too_large"),
    "endless_chunk_extension": (
        raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;" + b"e" * 300_000), "headers_too_large",
    ),
    "slow_chunks": (drip_chunks, "timeout"),
    "brotli": (packed(b"\x0b\x02\x80text\x03", "br"), "encoding_refused"),
    "zstandard": (packed(b"\x28\xb5\x2f\xfd\x04\x00", "zstd"), "encoding_refused"),
    "encoding_of_spaces": (packed(b"x", "gzip,,br"), "encoding_refused"),
    "gzip_that_is_none": (packed(b"<html>plain</html>"), "bad_compression"),
    "chunked_and_length": (
        raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nZZ\r\n"), "protocol_error",
    ),
    "unknown_transfer_encoding": (raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"), "protocol_error"),
    "old_protocol": (raw(b"<html>HTTP/0.9 has no head</html>"), "protocol_error"),
    "folded_header": (raw(b"HTTP/1.1 403 No\r\nX: a\r\n b\r\nContent-Length: 0\r\n\r\n"), "http_403"),
    "odd_retry_after": (raw(b"HTTP/1.1 429 Slow\r\nRetry-After: \xb2\r\nContent-Length: 0\r\n\r\n"), "http_429"),
    "endless_retry_after": ((429, {"Retry-After": "9" * 500}, b""), "http_429"),
    "retry_after_in_another_age": ((503, {"Retry-After": "Mon, 01 Jan 0001 00:00:00 +2359"}, b""), "http_5xx"),
    "redirect_to_credentials_of_localhost": (redirect_to("http://paper.example@127.0.0.1/"), "address_refused"),
    "redirect_to_dotted_localhost": (redirect_to("http://localhost./"), "address_refused"),
    "redirect_to_octal_loopback": (redirect_to("http://0177.0.0.1/"), "bad_url"),
    "redirect_to_hexadecimal_metadata": (redirect_to("http://0xa9fea9fe/"), "address_refused"),
    "redirect_to_nat64_loopback": (redirect_to("http://[64:ff9b::7f00:1]/"), "address_refused"),
    "redirect_to_6to4_metadata": (redirect_to("http://[2002:a9fe:a9fe::]/"), "address_refused"),
    "redirect_to_backslashes": (redirect_to("http:\\\\127.0.0.1/"), "bad_url"),
    "redirect_to_data": (redirect_to("data:text/html,<p>x"), "scheme_refused"),
    "redirect_with_line_breaks": (
        raw(b"HTTP/1.1 302 Go\r\nLocation: /a\x0d b\r\nContent-Length: 0\r\n\r\n"), "protocol_error",
    ),
    "redirect_to_nowhere": ((301, {"Location": ""}, b""), "redirect_loop"),
}  # fmt: skip
