"""Standing between SQLite and the disk: every file operation of this process is seen first, and may fail.

SQLite lets a program bring its own way to files. :func:`install` puts one in front of the usual, for
all connections of the process, through the very library that Python's ``sqlite3`` uses; so the store
runs as it is, whatever wheel or package it came with, without a compiler or another dependency. The few
file operations that Carrel does itself (backups, exports) are seen at Python's ``os``.
"""

from __future__ import annotations

import ctypes
import errno
import io
import os
import sys
from collections.abc import Callable
from ctypes import CFUNCTYPE, POINTER, Structure, byref, c_char_p, c_int, c_int64, c_void_p
from pathlib import Path
from typing import Any, NamedTuple


class Operation(NamedTuple):
    """What is about to happen to ``path``.

    ``kind`` is create, write, truncate, sync, sync-folder, unlink, rename, link or mkdir.
    """

    kind: str
    path: str
    offset: int = 0
    data: bytes = b""
    other: str = ""


Watcher = Callable[[Operation], int]
"""Called before each operation; 0 lets it happen, an errno makes it fail with that."""

OK, NOT_FOUND = 0, 12
_FAILURES = {"write": 778, "sync": 1034, "truncate": 1546, "create": 14, "unlink": 2570, "sync-folder": 1290}
"""What SQLite's own file layer says when these fail: SQLITE_IOERR_WRITE, _FSYNC, _TRUNCATE, …"""
FULL = 13
OPEN_CREATE, KINDS_OF_JOURNAL = 0x4, 0x800 | 0x4000 | 0x80000
"""SQLite makes the entry of a new journal or log durable when it first syncs it."""


class _Vfs(Structure):
    pass


_OPEN = CFUNCTYPE(c_int, POINTER(_Vfs), c_void_p, c_void_p, c_int, POINTER(c_int))
_DELETE = CFUNCTYPE(c_int, POINTER(_Vfs), c_char_p, c_int)
_Vfs._fields_ = [
    ("version", c_int), ("size", c_int), ("longest", c_int), ("next", c_void_p), ("name", c_char_p),
    ("data", c_void_p), ("open", _OPEN), ("delete", _DELETE), ("others", c_void_p * 13),
]  # fmt: skip

_CLOSE = CFUNCTYPE(c_int, c_void_p)
_WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_SIZED = CFUNCTYPE(c_int, c_void_p, c_int64)
_FLAGGED = CFUNCTYPE(c_int, c_void_p, c_int)


class _Methods(Structure):
    _fields_ = [
        ("version", c_int), ("close", _CLOSE), ("read", c_void_p), ("write", _WRITE),
        ("truncate", _SIZED), ("sync", _FLAGGED), ("others", c_void_p * 13),
    ]  # fmt: skip


class Unavailable(Exception):
    """This Python's SQLite cannot be reached from outside; ``str()`` says why."""


class Shim:
    """The layer itself; there is one in a process, and ``watcher`` may be changed at any time."""

    def __init__(self, watcher: Watcher) -> None:
        self.watcher = watcher
        self._sqlite = _library()
        find = self._sqlite.sqlite3_vfs_find
        find.restype = POINTER(_Vfs)
        self._usual = find(None)
        self._files: dict[int, tuple[str, _Methods]] = {}
        self._fresh: set[int] = set()
        self._tables: dict[int, _Methods] = {}
        self._calls = (
            _CLOSE(self._close), _WRITE(self._write), _SIZED(self._truncate), _FLAGGED(self._sync)
        )  # fmt: skip
        self._own = _Vfs.from_buffer_copy(self._usual.contents)
        self._own.name = b"watched"
        self._own.next = None
        self._own.open, self._own.delete = _OPEN(self._open), _DELETE(self._delete)
        self._sqlite.sqlite3_vfs_register(byref(self._own), 1)
        _watch_python(self)

    def ask(self, *operation: Any) -> int:
        """The errno with which an operation is to fail, or 0."""
        return self.watcher(Operation(*operation))

    def _fails(self, *operation: Any) -> int:
        number = self.ask(*operation)
        if not number:
            return OK
        return FULL if number == errno.ENOSPC and operation[0] == "write" else _FAILURES[operation[0]]

    def _open(self, vfs: Any, name: int | None, file: int, flags: int, out: Any) -> int:
        path = ctypes.string_at(name).decode() if name else ""
        fresh = bool(path) and bool(flags & OPEN_CREATE) and not Path(path).exists()
        if fresh and (failure := self._fails("create", path)):
            ctypes.memset(file, 0, ctypes.sizeof(c_void_p))
            return failure
        code = int(self._usual.contents.open(self._usual, name, file, flags, out))
        where = c_void_p.from_address(file)
        if code == OK and path and where.value:
            usual = _Methods.from_address(where.value)
            self._files[file] = path, usual
            if flags & OPEN_CREATE and flags & KINDS_OF_JOURNAL:
                self._fresh.add(file)
            where.value = ctypes.addressof(self._table(where.value))
        return code

    def _table(self, usual: int) -> _Methods:
        if usual not in self._tables:
            made = _Methods.from_buffer_copy(_Methods.from_address(usual))
            made.close, made.write, made.truncate, made.sync = self._calls
            self._tables[usual] = made
        return self._tables[usual]

    def _close(self, file: int) -> int:
        self._fresh.discard(file)
        return int(self._files.pop(file)[1].close(file))

    def _write(self, file: int, data: int, size: int, offset: int) -> int:
        path, usual = self._files[file]
        failure = self._fails("write", path, offset, ctypes.string_at(data, size))
        return failure or int(usual.write(file, data, size, offset))

    def _truncate(self, file: int, size: int) -> int:
        path, usual = self._files[file]
        return self._fails("truncate", path, size) or int(usual.truncate(file, size))

    def _sync(self, file: int, flags: int) -> int:
        path, usual = self._files[file]
        code = self._fails("sync", path) or int(usual.sync(file, flags))
        if code == OK and file in self._fresh:
            self._fresh.remove(file)
            code = self._fails("sync-folder", str(Path(path).parent))
        return code

    def _delete(self, vfs: Any, name: bytes, durably: int) -> int:
        path = name.decode()
        if Path(path).exists() and (failure := self._fails("unlink", path)):
            return failure
        code = int(self._usual.contents.delete(self._usual, name, durably))
        if code == OK and durably:
            code = self._fails("sync-folder", str(Path(path).parent))
        return code


def _library() -> ctypes.CDLL:
    """The SQLite that ``sqlite3`` is linked with."""
    import _sqlite3

    try:
        found = ctypes.CDLL(_sqlite3.__file__)
        found.sqlite3_vfs_find  # noqa: B018  (asking for it is the test)
    except (AttributeError, OSError) as error:
        raise Unavailable(f"this Python keeps its SQLite to itself ({error})") from error
    if sys.platform != "linux":
        raise Unavailable("the file layer is known for Linux only")
    return found


def _watch_python(shim: Shim) -> None:
    """Put the watcher in front of the file operations of ``os`` that Carrel uses."""
    names = ("open", "fsync", "fdopen", "replace", "rename", "link", "unlink", "mkdir")
    usual = {name: getattr(os, name) for name in names}
    paths: dict[int, str] = {}

    def ask(*operation: str) -> None:
        number = shim.ask(*operation)
        if number:
            raise OSError(number, os.strerror(number), operation[1])

    def opened(path: Any, flags: int, mode: int = 0o777, **more: Any) -> int:
        name = os.path.abspath(path)  # noqa: PTH100  (links are not followed)
        if flags & os.O_CREAT and not os.path.lexists(name):
            ask("create", name)
        descriptor: int = usual["open"](path, flags, mode, **more)
        paths[descriptor] = name
        return descriptor

    def fsync(descriptor: int) -> None:
        name = paths[descriptor]
        ask("sync-folder" if Path(name).is_dir() else "sync", name)
        usual["fsync"](descriptor)

    def two(kind: str, name: str) -> Callable[..., None]:
        def call(source: Any, target: Any, **more: Any) -> None:
            number = shim.ask(kind, str(source), 0, b"", str(target))
            if number:
                raise OSError(number, os.strerror(number), str(source))
            usual[name](source, target, **more)

        return call

    def one(kind: str, name: str) -> Callable[..., None]:
        def call(path: Any, *rest: Any, **more: Any) -> None:
            if os.path.lexists(path) == (kind == "unlink"):
                ask(kind, str(path))
            usual[name](path, *rest, **more)

        return call

    class Written(io.FileIO):
        """A file whose writes are seen."""

        def write(self, data: Any) -> int:
            number = shim.ask("write", paths[self.fileno()], self.tell(), bytes(data))
            if number:
                raise OSError(number, os.strerror(number))
            return super().write(data)

    def fdopen(descriptor: int, mode: str = "r", **how: Any) -> Any:
        if mode != "w":
            return usual["fdopen"](descriptor, mode, **how)
        return io.TextIOWrapper(io.BufferedWriter(Written(descriptor, mode)), **how)

    os.open, os.fsync, os.fdopen = opened, fsync, fdopen  # type: ignore[assignment]
    os.replace, os.rename, os.link = two("rename", "replace"), two("rename", "rename"), two("link", "link")
    os.unlink, os.mkdir = one("unlink", "unlink"), one("mkdir", "mkdir")
