"""Joins two network namespaces, `client` and `server`, by a link with a rate, a delay, a bounded queue and random loss.

Both ends are TUN devices of this process (Linux, root). Requests are lines of JSON on stdin: new shapes by direction, `up`
and `down`. Each is answered with a line on stdout: what passed in each direction since the previous request. The first line says where the namespaces are,
or why there are none. The link ends, and with it the namespaces, when stdin does.

The kernel passes several TCP segments as one packet of up to 64 KB (segmentation offload), which costs a fraction of the
CPU. Loss and the end of the queue apply to each segment of 1500 bytes all the same: the packet is divided around it.
"""

import contextlib
import ctypes
import fcntl
import gc
import ipaddress
import json
import os
import random
import select
import struct
import subprocess
import sys
import time
from collections import deque

CLONE_NEWNET = 0x40000000
IFF_TUN, IFF_NO_PI, IFF_VNET_HDR = 0x1, 0x1000, 0x4000
TUNSETIFF, TUNSETOFFLOAD = 0x400454CA, 0x400454D0
TUN_F_CSUM, TUN_F_TSO4 = 0x1, 0x2
# struct virtio_net_hdr: flags, gso_type, hdr_len, gso_size, csum_start, csum_offset.
VNET_HEADER = struct.Struct("=BBHHHH")
GSO_NONE = 0
# More than any packet and its header.
LARGEST_READ = 70_000
READS_AT_ONCE = 64
FIN, PUSH, CONGESTION_REDUCED = 0x01, 0x08, 0x80

# The same on every machine: Linux's own defaults, and nothing remembered from earlier connections.
CONGESTION_CONTROL = "cubic"
TCP_SETTINGS = {
    "tcp_rmem": "4096 131072 6291456",
    "tcp_wmem": "4096 16384 4194304",
    "tcp_no_metrics_save": "1",
}


def create_end(address):
    """Enters a new network namespace. Returns the TUN device in it, and the namespace itself, as file descriptors."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "A network namespace cannot be created")
    tun = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(tun, TUNSETIFF, struct.pack("16sH22x", b"tun0", IFF_TUN | IFF_NO_PI | IFF_VNET_HDR))
    fcntl.ioctl(tun, TUNSETOFFLOAD, TUN_F_CSUM | TUN_F_TSO4)
    network = ipaddress.ip_interface(f"{address}/30").network
    for command in (
        "link set lo up",
        f"address add {address}/30 dev tun0",
        "link set tun0 up",
        # A namespace may not choose every algorithm for all connections, but for a route.
        f"route replace {network} dev tun0 src {address} congctl {CONGESTION_CONTROL}",
    ):
        subprocess.run(["ip", *command.split()], check=True, capture_output=True)
    for name, value in TCP_SETTINGS.items():
        with open(f"/proc/sys/net/ipv4/{name}", "w", encoding="ascii") as file:
            file.write(value)
    return tun, os.open("/proc/self/ns/net", os.O_RDONLY)


def ip_checksum(header):
    total = sum(struct.unpack(f"!{len(header) // 2}H", header))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


class Segments:
    """A packet as the kernel passed it: one segment, or several of TCP over IPv4 that share a header."""

    def __init__(self, packet):
        self.packet = packet
        self.vnet = VNET_HEADER.unpack_from(packet)
        self.size = self.vnet[3]
        if self.vnet[1] == GSO_NONE or self.size == 0:
            self.count = 1
            return
        self.ip = VNET_HEADER.size
        self.tcp = self.ip + 4 * (packet[self.ip] & 0x0F)
        self.payload = self.tcp + 4 * (packet[self.tcp + 12] >> 4)
        self.count = -(-(len(packet) - self.payload) // self.size)

    def wire_bytes(self):
        """The bytes of all segments on the wire, each with its header."""
        headers = self.payload - self.ip if self.count > 1 else 0
        return len(self.packet) - VNET_HEADER.size + (self.count - 1) * headers

    def part(self, first, end):
        """The packet with only these segments."""
        if end - first == self.count:
            return self.packet
        flags, gso, header_length, size, start, offset = self.vnet
        several = end - first > 1
        data = self.packet[self.payload + first * size : self.payload + end * size]
        header = bytearray(self.packet[: self.payload])
        VNET_HEADER.pack_into(
            header, 0, flags, gso if several else GSO_NONE, header_length, size if several else 0, start, offset
        )
        struct.pack_into("!H", header, self.ip + 2, self.payload - self.ip + len(data))
        struct.pack_into("!H", header, self.ip + 10, 0)
        struct.pack_into("!H", header, self.ip + 10, ip_checksum(header[self.ip : self.tcp]))
        sequence = struct.unpack_from("!I", header, self.tcp + 4)[0]
        struct.pack_into("!I", header, self.tcp + 4, (sequence + first * size) & 0xFFFFFFFF)
        if end < self.count:
            header[self.tcp + 13] &= ~(FIN | PUSH)
        if first > 0:
            header[self.tcp + 13] &= ~CONGESTION_REDUCED
        return bytes(header) + data


class Direction:
    """One direction of the link. An absent rate or queue is unlimited."""

    def __init__(self, source, target):
        self.source, self.target = source, target
        self.due = deque()
        self.free_at = 0.0
        self.take_counts()
        self.shape({}, 0)

    def take_counts(self):
        """Returns what passed since the previous call."""
        counts = getattr(self, "counts", None)
        self.counts = {"segments": 0, "bytes": 0, "lost": 0, "overflowed": 0}
        return counts

    def shape(self, shape, seed):
        """Changes the link at once. Packets on the way keep their time."""
        self.rate = shape.get("bitsPerSecond", 0) / 8
        self.delay = shape.get("delayMs", 0) / 1000
        self.queue = shape.get("queueBytes", 0)
        self.loss = shape.get("loss", 0)
        self.random = random.Random(seed)
        self.draw_next_loss()

    def draw_next_loss(self):
        """How many segments pass until one is lost, at random."""
        self.until_loss = 0
        if self.loss > 0:
            while self.random.random() >= self.loss:
                self.until_loss += 1

    def lost_segments(self, count):
        """The positions of the lost ones among the next `count` segments."""
        lost = []
        if self.loss > 0:
            position = self.until_loss
            while position < count:
                lost.append(position)
                self.draw_next_loss()
                position += 1 + self.until_loss
            self.until_loss = position - count
        return lost

    def accept(self, packet, now):
        segments = Segments(packet)
        size, count = segments.wire_bytes(), segments.count
        begin = max(self.free_at, now)
        fitting = count
        if self.rate and self.queue:
            room = self.queue - (begin - now) * self.rate
            fitting = count if size <= room else max(0, int(count * room / size))
        if fitting == 0:
            self.counts["overflowed"] += count
            return
        # A lost segment has used the link all the same.
        used = size * fitting / count
        self.free_at = begin + (used / self.rate if self.rate else 0)
        lost = self.lost_segments(fitting)
        self.counts["segments"] += count
        self.counts["bytes"] += int(used)
        self.counts["lost"] += len(lost)
        self.counts["overflowed"] += count - fitting
        arrival = max(self.free_at + self.delay, self.due[-1][0] if self.due else 0)
        first = 0
        for position in [*lost, fitting]:
            if position > first:
                self.due.append((arrival, segments.part(first, position)))
            first = position + 1

    def receive(self, now):
        for _ in range(READS_AT_ONCE):
            try:
                packet = os.read(self.source, LARGEST_READ)
            except BlockingIOError:
                return
            self.accept(packet, now)

    def deliver(self, now):
        due, target = self.due, self.target
        while due and due[0][0] <= now:
            os.write(target, due.popleft()[1])


def answer_requests(directions, received):
    """Answers the complete lines, and returns the rest."""
    *lines, rest = received.split(b"\n")
    for line in lines:
        request = json.loads(line)
        for name, shape in request.items():
            # Each direction has random numbers of its own, which are the same in every run.
            directions[name].shape(shape, name)
        print(json.dumps({name: each.take_counts() for name, each in directions.items()}), flush=True)
    return rest


def run(up, down):
    directions = {"up": up, "down": down}
    sources = {up.source: up, down.source: down}
    stdin = sys.stdin.fileno()
    received = b""
    clock = time.monotonic
    while True:
        arrivals = [each.due[0][0] for each in sources.values() if each.due]
        wait = max(0.0, min(arrivals) - clock()) if arrivals else None
        readable, _, _ = select.select([stdin, *sources], [], [], wait)
        now = clock()
        for source in readable:
            if source != stdin:
                sources[source].receive(now)
                continue
            piece = os.read(stdin, 65536)
            if not piece:
                return
            received = answer_requests(directions, received + piece)
        now = clock()
        up.deliver(now)
        down.deliver(now)


def main():
    client_address, server_address = sys.argv[1:]
    try:
        client, client_namespace = create_end(client_address)
        server, server_namespace = create_end(server_address)
    # Other systems have no `unshare`.
    except (OSError, AttributeError, subprocess.CalledProcessError) as error:
        print(json.dumps({"unavailable": str(error)}), flush=True)
        return
    folder = f"/proc/{os.getpid()}/fd"
    print(
        json.dumps({"client": f"{folder}/{client_namespace}", "server": f"{folder}/{server_namespace}"}),
        flush=True,
    )
    # A link is punctual on a busy machine too. A collection would delay packets; there are no cycles to collect.
    with contextlib.suppress(OSError):
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))
    gc.disable()
    run(Direction(client, server), Direction(server, client))


main()
