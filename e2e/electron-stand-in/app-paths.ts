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
  private readonly name: () => string;

  constructor(name: () => string, userData: string) {
    this.name = name;
    if (userData) this.set.set('userData', userData);
  }

  get(name: PathName): string {
    const chosen = this.set.get(name);
    if (chosen) return chosen;
    switch (name) {
      case 'home':
        return homedir();
      case 'appData':
        return appData();
      case 'userData':
        return join(appData(), this.name());
      case 'sessionData':
        return this.get('userData');
      case 'logs':
        return join(this.get('userData'), 'logs');
      case 'crashDumps':
        return join(this.get('userData'), 'Crashpad');
      case 'temp':
        return tmpdir();
      case 'exe':
        return process.execPath;
      case 'downloads':
        return join(homedir(), 'Downloads');
      case 'documents':
        return join(homedir(), 'Documents');
      case 'desktop':
        return join(homedir(), 'Desktop');
      default:
        throw new Error(`not provided by the stand-in: app.getPath('${name}')`);
    }
  }

  put(name: string, path: string): void {
    this.set.set(name, path);
  }
}
