import type { FuseConfig } from '@electron/fuses';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import type { AfterPackContext } from 'electron-builder';
import { Arch } from 'electron-builder';
import { join } from 'node:path';

/**
 * Sets every fuse of the packaged Electron, before it is signed. Not by electron-builder's own `electronFuses`: its copy of
 * @electron/fuses lacks the newest one. A fuse of a later Electron that is not decided here fails the build.
 * https://www.electronjs.org/docs/latest/tutorial/fuses
 */
const fuses = {
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  // The app starts no Node.js process of its own.
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  // The app comes with no V8 snapshot of its own.
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // Electron's default: WebAssembly checks its bounds by signals of the system instead of by code.
  [FuseV1Options.WasmTrapHandlers]: true,
} as const satisfies FuseConfig;

const executableSuffix: Readonly<Record<string, string>> = { darwin: '.app', mas: '.app', win32: '.exe' };

/** The packaged app's executable; on macOS its bundle. */
function executableOf({ appOutDir, electronPlatformName, packager }: AfterPackContext): string {
  const { productFilename } = packager.appInfo;
  const name = 'executableName' in packager ? String(packager.executableName) : productFilename;
  return join(appOutDir, `${name}${executableSuffix[electronPlatformName] ?? ''}`);
}

async function setFuses(context: AfterPackContext, isTestable: boolean): Promise<void> {
  const { arch, electronPlatformName } = context;
  await flipFuses(executableOf(context), {
    ...fuses,
    [FuseV1Options.EnableNodeCliInspectArguments]: isTestable,
    // Changing the executable breaks the signature without which a Mac with Apple silicon starts nothing.
    resetAdHocDarwinSignature: electronPlatformName === 'darwin' && arch !== Arch.x64,
  });
}

/** The hook of electron-builder.yml: the fuses of what is shipped. */
export const afterPack = (context: AfterPackContext): Promise<void> => setFuses(context, false);

/** The same for the package that tests drive: Playwright reaches its main process by the inspector. */
export const afterTestablePack = (context: AfterPackContext): Promise<void> => setFuses(context, true);
