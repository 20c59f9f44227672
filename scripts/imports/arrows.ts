import type { Import } from './import-graph.ts';

/** Files of one folder that must not import from others. */
interface Arrow {
  readonly from: RegExp;
  readonly to: RegExp;
  readonly because: string;
}

const product = /^(?:shared|electron|renderer)\//;

/** What must not import what: `shared ← engine ← electron`, `shared ← renderer`. Tests may use fixtures. */
const forbidden: readonly Arrow[] = [
  { from: product, to: /^(?:e2e|scripts)\//, because: 'The product must not import its tests and scripts.' },
  {
    from: /^shared\//,
    to: /^(?:electron|renderer)\//,
    because: 'shared/ is imported by all and imports none.',
  },
  { from: /^renderer\//, to: /^electron\//, because: 'The renderer reaches the main process over IPC only.' },
  { from: /^electron\//, to: /^renderer\//, because: 'The main process reaches the renderer over IPC only.' },
  {
    from: /^electron\/engine\//,
    to: /^electron\/(?!engine\/)/,
    because: 'The engine imports no Electron, no local ECR and no fixtures.',
  },
  {
    from: /^electron\/local-ecr\//,
    to: /^electron\/(?!engine\/|local-ecr\/)/,
    because: 'The local ECR imports the engine alone.',
  },
  {
    from: /^electron\/lambda\//,
    to: /^electron\/(?!engine\/|lambda\/)/,
    because: 'The function is the engine with its events: no Electron, no command line, no local ECR.',
  },
  {
    from: /^electron\/app\//,
    to: /^electron\/(?:cli|ipc|lambda|testing)\//,
    because: 'app/ has the parts of the app; what starts it composes them with the command line and IPC.',
  },
  {
    from: /^electron\/app\/(?!demo\/)/,
    to: /^electron\/local-ecr\//,
    because: 'The demo alone starts a local ECR.',
  },
  {
    from: /^electron\/cli\//,
    to: /^electron\/(?!app\/storage\/|cli\/|engine\/)/,
    because: 'The command line imports the engine, and where the app stores its settings.',
  },
  {
    from: /^electron\/ipc\//,
    to: /^electron\/(?:cli|lambda|local-ecr|testing)\//,
    because: 'Handlers translate between the window and the services of app/ and engine/.',
  },
  { from: /^renderer\/features\//, to: /^renderer\/app\//, because: 'app/ composes the features.' },
  {
    from: /^renderer\/components\//,
    to: /^renderer\/(?:app|features|models)\//,
    because: 'Components are for all features and import none.',
  },
  {
    from: /^renderer\/(?:ipc|models)\//,
    to: /^renderer\/(?:app|components|features)\//,
    because: 'ipc/ and models/ are imported by components, features and app/, and import none of them.',
  },
  {
    from: /^e2e\/electron-stand-in\//,
    to: /^(?:shared|electron|renderer)\//,
    because: 'The stand-in runs any app, as Electron does.',
  },
];

const featureOf = (path: string): string | undefined => /^renderer\/features\/([^/]+)\//.exec(path)?.[1];

/** @returns why this import is forbidden; undefined when it is not. */
export function forbiddenBecause({ from, to }: Import): string | undefined {
  const [feature, imported] = [featureOf(from), featureOf(to)];
  if (feature !== undefined && imported !== undefined && feature !== imported)
    return 'Features do not import each other; app/ composes them.';
  return forbidden.find((arrow) => arrow.from.test(from) && arrow.to.test(to))?.because;
}
