"""Unmodified clients of Rocket.Chat against this server, on both database engines.

Each client is pinned by version and installed as published. Every script gets the server's address and proves what
its client is for; it ends with an error when anything is missing. Usage: python3 tests/clients/run.py [engine ...]
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
HOME = ROOT / "target" / "clients"

PYTHON = {
    "rocketchat-API==3.7.1": "rest_library.py",
    "rocketchat-async==4.3.0": "async_library.py",
}
NODE = {"@rocket.chat/sdk 0.2.9": "sdk.js"}
PATIENCE = 120


def call(*command, **options):
    subprocess.run(command, check=True, **options)


def python_for(pin):
    """A virtual environment with one client in it, made once."""
    folder = HOME / pin.replace("==", "-")
    python = folder / "bin" / "python"
    if not (folder / "ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
        call(sys.executable, "-m", "venv", str(folder))
        call(str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", pin)
        (folder / "ready").touch()
    return str(python)


def node_modules():
    """The npm clients, as the lock file has them."""
    folder = HOME / "node"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, folder / name)
    if not (folder / "node_modules").exists():
        call("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent", cwd=folder)
    return str(folder / "node_modules")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Postgres:
    """A private PostgreSQL of the distribution's package, in a temporary folder."""

    def __enter__(self):
        versions = sorted(Path("/usr/lib/postgresql").iterdir(), key=lambda p: int(p.name))
        self.bin = versions[-1] / "bin"
        self.folder = Path(tempfile.mkdtemp(prefix="rustle-pg-"))
        self.user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
        self.port = free_port()
        data = str(self.folder / "data")
        self.run("initdb", "-D", data, "-A", "trust", "-U", "rustle", "--no-sync", stdout=subprocess.DEVNULL)
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder}"
        self.run("pg_ctl", "-D", data, "-w", "-l", str(self.folder / "log"), "-o", options, "start",
                 stdout=subprocess.DEVNULL)
        self.run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "rustle", "rustle")
        return f"postgres://rustle@127.0.0.1:{self.port}/rustle"

    def run(self, program, *arguments, **options):
        command = [str(self.bin / program), *arguments]
        if os.geteuid() == 0:
            command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]
        call(*command, cwd=self.folder, **options)

    def __exit__(self, *_):
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop", stdout=subprocess.DEVNULL)
        shutil.rmtree(self.folder, ignore_errors=True)


class Server:
    """The server, fresh, with the people of the scripts."""

    def __init__(self, database):
        self.database = database

    def __enter__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="rustle-"))
        port = free_port()
        binary = os.environ.get("RUSTLE_BIN", str(ROOT / "target" / "debug" / "rustle"))
        command = [binary, "serve", "--data", str(self.folder), "--listen", f"127.0.0.1:{port}",
                   "--seed", str(HERE / "people.toml")]
        if self.database:
            command += ["--database", self.database]
        self.log = open(self.folder / "log", "w")
        self.process = subprocess.Popen(command, stdout=self.log, stderr=self.log)
        address = f"127.0.0.1:{port}"
        deadline = time.monotonic() + 30
        while True:
            try:
                urllib.request.urlopen(f"http://{address}/health", timeout=2)
                return address
            except OSError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise SystemExit((self.folder / "log").read_text())
                time.sleep(0.05)

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


def one(engine, pin, command, environment=None):
    """Runs one script; says whether it went well."""
    try:
        call(*command, timeout=PATIENCE, env={**os.environ, **(environment or {})})
        print(f"ok   {engine}: {pin}", flush=True)
        return True
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        print(f"FAIL {engine}: {pin}: {error}", flush=True)
        return False


def everything(engine, database, modules):
    results = []
    with Server(database) as address:
        for pin, script in PYTHON.items():
            results.append(one(engine, pin, [python_for(pin), str(HERE / script), address]))
        for pin, script in NODE.items():
            environment = {"NODE_PATH": modules}
            results.append(one(engine, pin, ["node", str(HERE / script), address], environment))
    return results


def main():
    engines = sys.argv[1:] or ["sqlite", "postgres"]
    modules = node_modules()
    results = []
    if "sqlite" in engines:
        results += everything("sqlite", None, modules)
    if "postgres" in engines:
        with Postgres() as url:
            results += everything("postgres", url, modules)
    print(f"clients: {sum(results)} passed, {len(results) - sum(results)} failed", flush=True)
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
