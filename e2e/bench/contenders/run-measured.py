"""Runs a command in a network namespace and measures its process from the start to the end.

Usage: run-measured.py NAMESPACE DEVICE COMMAND...   ("-" for the namespace of the caller)

Writes a line of JSON to file descriptor 3: seconds, seconds of CPU (user and system, of the process and its children),
the peak of its resident memory in bytes, the bytes that the network device carried meanwhile, and the exit code.
"""

import ctypes
import json
import os
import sys
import time

CLONE_NEWNET = 0x40000000
REPORT = 3


def device_bytes(device):
    """In both directions; the loopback counts what it carries as received and as sent."""
    with open("/proc/thread-self/net/dev", encoding="ascii") as file:
        for line in file:
            name, _, numbers = line.partition(":")
            if name.strip() == device:
                values = numbers.split()
                return int(values[0]) + (0 if device == "lo" else int(values[8]))
    return 0


def main():
    namespace, device, *command = sys.argv[1:]
    if namespace != "-":
        descriptor = os.open(namespace, os.O_RDONLY)
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.setns(descriptor, CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), f"the network namespace {namespace}")
        os.close(descriptor)
    before = device_bytes(device)
    begin = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(REPORT)
        os.execvp(command[0], command)
    _, status, usage = os.wait4(child, 0)
    seconds = time.monotonic() - begin
    report = {
        "seconds": seconds,
        "cpuSeconds": usage.ru_utime + usage.ru_stime,
        "peakMemory": 1024 * usage.ru_maxrss,
        "wireBytes": device_bytes(device) - before,
        "code": os.waitstatus_to_exitcode(status),
    }
    os.write(REPORT, (json.dumps(report) + "\n").encode())


main()
