import type { DemoImage } from './demo-image.ts';

type Architecture = DemoImage['architecture'];

const baseSteps = (architecture: Architecture) => [
  { layer: `debian-12-${architecture}`, line: 'ADD rootfs.tar.xz / # debian 12' },
  { layer: 'certificates', line: 'RUN apt-get update && apt-get install -y ca-certificates # buildkit' },
];

const userStep = { layer: 'service-user', line: 'RUN useradd --system service # buildkit' };

const labelsOf = (title: string, version: string) => ({
  'org.opencontainers.image.title': title,
  'org.opencontainers.image.version': version,
  'org.opencontainers.image.vendor': 'Example Corp',
});

/** A Node.js service. `release` counts from 1: each has its own program, and the last ones have newer dependencies. */
export function apiImage(release: number, version: string, architecture: Architecture): DemoImage {
  const dependencies = release > 13 ? `api-dependencies-2-${architecture}` : 'api-dependencies-1-amd64';
  return {
    architecture,
    steps: [
      ...baseSteps(architecture),
      { layer: `node-22-${architecture}`, line: 'COPY /usr/local /usr/local # node 22' },
      { line: 'ENV NODE_ENV=production' },
      userStep,
      { layer: dependencies, line: 'RUN npm ci --omit=dev # buildkit' },
      { layer: `api-app-${release}`, line: 'COPY dist /srv # buildkit' },
      { line: 'CMD ["node" "/srv/server.js"]' },
    ],
    environment: ['NODE_VERSION=22.20.0', 'NODE_ENV=production'],
    command: ['node', '/srv/server.js'],
    port: 8080,
    labels: labelsOf('api', version),
  };
}

/** A static site behind nginx. */
export function webImage(release: number, version: string): DemoImage {
  return {
    architecture: 'amd64',
    steps: [
      ...baseSteps('amd64'),
      { layer: 'nginx-1.28', line: 'RUN apt-get install -y nginx # buildkit' },
      userStep,
      { layer: `web-site-${release}`, line: 'COPY build /usr/share/nginx/html # buildkit' },
      { line: 'CMD ["nginx" "-g" "daemon off;"]' },
    ],
    environment: ['NGINX_VERSION=1.28.0'],
    command: ['nginx', '-g', 'daemon off;'],
    port: 8080,
    labels: labelsOf('web', version),
  };
}

/** The largest image: a data pipeline with Python and Spark. */
export function pipelineImage(release: number, version: string): DemoImage {
  return {
    architecture: 'amd64',
    steps: [
      ...baseSteps('amd64'),
      { layer: 'python-3.13', line: 'COPY /usr/local /usr/local # python 3.13' },
      { layer: 'spark-3.5', line: 'RUN curl -fsSL spark.tgz | tar -xz -C /opt # buildkit' },
      userStep,
      {
        layer: 'pipeline-dependencies',
        line: 'RUN pip install --no-cache-dir -r requirements.txt # buildkit',
      },
      { layer: `pipeline-code-${release}`, line: 'COPY pipeline /srv/pipeline # buildkit' },
      { line: 'CMD ["python" "-m" "pipeline"]' },
    ],
    environment: ['PYTHON_VERSION=3.13.7', 'SPARK_HOME=/opt/spark'],
    command: ['python', '-m', 'pipeline'],
    labels: labelsOf('pipeline', version),
  };
}

/** One of the many builds of a worker; successive builds share all layers. */
export function workerImage(build: number): DemoImage {
  return {
    architecture: 'amd64',
    steps: [
      ...baseSteps('amd64'),
      { layer: 'node-22-amd64', line: 'COPY /usr/local /usr/local # node 22' },
      userStep,
      { layer: `worker-app-${Math.ceil(build / 10)}`, line: 'COPY dist /srv # buildkit' },
      { line: `ENV BUILD=${build}` },
    ],
    environment: [`BUILD=${build}`],
    command: ['node', '/srv/worker.js'],
    labels: labelsOf('worker', `build-${build}`),
  };
}

/** The hardened base image of a month, counted from 1. */
export function hardenedBaseImage(month: number, version: string): DemoImage {
  return {
    architecture: 'amd64',
    steps: [...baseSteps('amd64'), { layer: `hardening-${month}`, line: 'RUN /tmp/harden.sh # buildkit' }],
    environment: ['LANG=C.UTF-8'],
    command: ['bash'],
    labels: labelsOf('base', version),
  };
}
