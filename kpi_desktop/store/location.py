"""Where an SQLite file must not lie: file systems on which its locks do not hold."""

from __future__ import annotations

import re
import sys
from pathlib import Path, PurePath

from kpi_desktop.domain.errors import StoreError

_REMOTE = {
    "9p": "仮想マシンの共有フォルダ",
    "afpfs": "ネットワーク上のフォルダ（AFP）",
    "afs": "ネットワーク上のフォルダ（AFS）",
    "ceph": "ネットワーク上のフォルダ（Ceph）",
    "cifs": "ネットワーク上のフォルダ（Windows共有）",
    "davfs": "ネットワーク上のフォルダ（WebDAV）",
    "glusterfs": "ネットワーク上のフォルダ（GlusterFS）",
    "gvfsd-fuse": "ネットワーク上のフォルダ（GVfs）",
    "ncpfs": "ネットワーク上のフォルダ（NetWare）",
    "nfs": "ネットワーク上のフォルダ（NFS）",
    "nfs4": "ネットワーク上のフォルダ（NFS）",
    "rclone": "クラウド上のフォルダ（rclone）",
    "smb3": "ネットワーク上のフォルダ（Windows共有）",
    "smbfs": "ネットワーク上のフォルダ（Windows共有）",
    "sshfs": "ネットワーク上のフォルダ（SSH）",
    "vboxsf": "仮想マシンの共有フォルダ",
    "vmhgfs-fuse": "仮想マシンの共有フォルダ",
}
_MOUNTS = Path("/proc/self/mounts")


def refuse_remote(path: Path) -> None:
    """StoreError when *path* (absolute) lies where SQLite's locks do not work."""
    kind = remote_kind_on_windows(path) if sys.platform == "win32" else _on_this_machine(path)
    if kind:
        raise StoreError(
            f"「{path.parent}」は{kind}なので、ここに記録（SQLite）を置くと壊れるおそれがあります。",
            "事業フォルダをこのパソコンのディスクに置くか、"
            "記録の置き場所としてPostgreSQLのURLを指定してください。",
        )


def _on_this_machine(path: Path) -> str:
    if not _MOUNTS.exists():
        return ""
    return remote_kind(path, _MOUNTS.read_text("utf-8", "surrogateescape"))


def remote_kind(path: Path, mounts: str) -> str:
    """What kind of remote folder *path* lies in by a table in /proc/mounts' form; empty when local."""
    nearest, kind = Path("/"), ""
    for line in mounts.splitlines():
        _, where, fs_type, *_ = line.split(" ")
        folder = Path(re.sub(r"\\(\d{3})", lambda code: chr(int(code[1], 8)), where))
        if path.is_relative_to(folder) and len(folder.parts) >= len(nearest.parts):
            nearest, kind = folder, _REMOTE.get(fs_type.removeprefix("fuse."), "")
    return kind


def remote_kind_on_windows(path: PurePath) -> str:
    """The same for Windows: UNC paths and drive letters that stand for a share."""
    text = str(path).replace("/", "\\").removeprefix("\\\\?\\").replace("UNC\\", "\\\\", 1)
    if text.startswith("\\\\"):
        return "ネットワーク上のフォルダ"
    if sys.platform == "win32":
        import ctypes

        drive_remote = 4
        if ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == drive_remote:
            return "ネットワークドライブ"
    return ""
