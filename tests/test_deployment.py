"""make and docker compose run Airflow with the same settings, and the compose file is sound."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yaml").read_text("utf-8"))
AIRFLOW_SERVICES = ("init", "api-server", "scheduler", "dag-processor", "triggerer")
# Settings that only one of the two has, each for a reason that the files state.
ONLY_MAKE = {"AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS"}
ONLY_COMPOSE = {
    "AIRFLOW__CORE__FERNET_KEY",
    "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS",
    "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE",
    "AIRFLOW__API_AUTH__JWT_SECRET",
    "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN",
    "WIRETRACE_CONTACT",
    "AIRFLOW_CONN_WIRETRACE_WEBHOOK",
    "AIRFLOW_CONN_WIRETRACE_MAIL",
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_DEFAULT_REGION",
}


def shared_settings() -> set[str]:
    return set(re.findall(r"^([A-Z_]+)=", (ROOT / "airflow.env").read_text("utf-8"), re.MULTILINE))


def make_settings() -> set[str]:
    return set(re.findall(r"^export ([A-Z_]+) [:?]=", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)) - {"PATH"}


def test_both_read_the_shared_settings_and_neither_repeats_them() -> None:
    for name in AIRFLOW_SERVICES:
        assert COMPOSE["services"][name]["env_file"] == "airflow.env"
    assert "include airflow.env" in (ROOT / "Makefile").read_text("utf-8")
    environment = set(COMPOSE["services"]["scheduler"]["environment"])
    assert shared_settings() & (environment | make_settings()) == set()
    assert make_settings() - ONLY_MAKE == environment - ONLY_COMPOSE


def test_secrets_come_from_the_environment_and_the_example_names_them_all() -> None:
    text = (ROOT / "docker-compose.yaml").read_text("utf-8")
    named = set(re.findall(r"\$\{([A-Z_]+)", text))
    example = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text("utf-8"), re.MULTILINE))
    assert named == example
    for secret in ("AIRFLOW_JWT_SECRET", "AIRFLOW_FERNET_KEY", "POSTGRES_PASSWORD", "AIRFLOW_ADMIN_PASSWORD"):
        assert re.search(rf"\$\{{{secret}:\?", text), f"{secret} must be refused when missing"


def test_every_long_running_service_says_whether_it_is_healthy() -> None:
    for name, service in COMPOSE["services"].items():
        assert ("healthcheck" in service) == (name != "init")


def test_the_data_directory_is_mounted_not_the_file() -> None:
    assert "./data:/opt/wiretrace/data" in COMPOSE["services"]["scheduler"]["volumes"]


def test_the_user_has_a_name_whatever_its_number() -> None:
    """Airflow does not start for a user without one, and the number is that of the host's owner of ./data."""
    assert COMPOSE["services"]["scheduler"]["user"].startswith("${WIRETRACE_UID")
    image = (ROOT / "Dockerfile").read_text("utf-8")
    assert re.search(r"^ENV (?:.* )?USER=\w+", image, re.MULTILINE)


def test_the_ui_is_served_on_this_machine_only() -> None:
    ports = [port for service in COMPOSE["services"].values() for port in service.get("ports", [])]
    assert len(ports) == 1
    assert ports[0].startswith("127.0.0.1:")


@pytest.mark.skipif(shutil.which("docker-compose") is None, reason="docker-compose is not installed")
def test_docker_compose_accepts_the_file(tmp_path: Path) -> None:
    for name in ("docker-compose.yaml", "airflow.env"):
        shutil.copy(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / ".env.example", tmp_path / ".env")
    result = subprocess.run(["docker-compose", "config"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    services: dict[str, Any] = yaml.safe_load(result.stdout)["services"]
    assert set(AIRFLOW_SERVICES) < set(services)
    for name in AIRFLOW_SERVICES:
        assert shared_settings() <= set(services[name]["environment"])
