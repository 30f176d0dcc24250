# The image of docker-compose.yaml: the locked environment, and the code beside it.
FROM python:3.11-slim
# Group 0 may write, so that the containers can run as whoever owns the data directory on the host.
RUN useradd --create-home --uid 50000 --gid 0 wiretrace \
    && mkdir -p /opt/wiretrace/data /opt/wiretrace/.airflow \
    && chown -R wiretrace:0 /opt/wiretrace \
    && chmod -R g=u /opt/wiretrace /home/wiretrace
# Airflow refuses to run as a user without a name, and the host's numbers have none here. Compiled code is cached on a
# volume: the code's own folders are not writable.
ENV HOME=/home/wiretrace USER=wiretrace NUMBA_CACHE_DIR=/opt/wiretrace/.airflow/numba
WORKDIR /opt/wiretrace
COPY requirements.lock.txt .
RUN pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock.txt
COPY dags dags
COPY plugins plugins
COPY include include
USER wiretrace
ENTRYPOINT ["airflow"]
