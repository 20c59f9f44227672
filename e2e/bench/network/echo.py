"""Measures the round trip of an interactive connection: small messages, one at a time, which are sent back.

echo.py serve ADDRESS           prints the port and serves until stdin ends
echo.py ask ADDRESS PORT        prints the milliseconds of each round trip, as JSON, when stdin ends
"""

import json
import select
import socket
import sys
import threading
import time

INTERVAL = 0.05
MESSAGE = b"x" * 64


def send_back(connection):
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    while message := connection.recv(len(MESSAGE)):
        connection.sendall(message)


def serve(address):
    with socket.create_server((address, 0)) as server:
        print(server.getsockname()[1], flush=True)
        while sys.stdin not in select.select([server, sys.stdin], [], [])[0]:
            connection, _ = server.accept()
            threading.Thread(target=send_back, args=[connection], daemon=True).start()


def ask(address, port):
    with socket.create_connection((address, port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        times = []
        while not select.select([sys.stdin], [], [], INTERVAL)[0]:
            begin = time.monotonic()
            connection.sendall(MESSAGE)
            received = 0
            while received < len(MESSAGE):
                received += len(connection.recv(len(MESSAGE)))
            times.append(1000 * (time.monotonic() - begin))
        print(json.dumps(times), flush=True)


role, address, *port = sys.argv[1:]
if role == "serve":
    serve(address)
else:
    ask(address, int(port[0]))
