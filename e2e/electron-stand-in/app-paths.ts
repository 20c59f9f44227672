import type { App } from 'electron';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

type PathName = Parameters<App['getPath']>[0];

const configHome = (): string => process.env['XDG_CONFIG_HOME'] || join(homedir(), '.config');
const appData = (): string =>
  process.platform === 'darwin' ? join(homedir(), 'Library', 'Application Support') : configHome();

/** The folders of an app, by Electron's rules for Linux and macOS. */
export class AppPaths {
  private readonly set = new Map<string, string>();
  private readonly usual: Partial<Record<PathName, () => string>>;

  constructor(name: () => string, userData: string) {
    this.usual = {
      home: homedir,
      appData,
      userData: () => join(appData(), name()),
      sessionData: () => this.get('userData'),
      crashDumps: () => join(this.get('userData'), 'Crashpad'),
      logs: () => join(this.get('userData'), 'logs'),
      temp: tmpdir,
      exe: () => process.execPath,
      downloads: () => join(homedir(), 'Downloads'),
      documents: () => join(homedir(), 'Documents'),
      desktop: () => join(homedir(), 'Desktop'),
    };
    if (userData) this.set.set('userData', userData);
  }

  get(name: PathName): string {
    const chosen = this.set.get(name);
    if (chosen) return chosen;
    const path = this.usual[name];
    if (!path) throw new Error(`not provided by the stand-in: app.getPath('${name}')`);
    return path();
  }

  put(name: string, path: string): void {
    this.set.set(name, path);
  }
}
