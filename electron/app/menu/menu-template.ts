import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../../../shared/ipc.ts';

export interface MenuPorts {
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
  readonly appName: string;
  readonly send: (command: MenuCommand) => void;
  readonly openLink: (link: string) => void;
  readonly openLogs: () => void;
  /** Opens the image or repository whose URI is on the clipboard. */
  readonly openClipboard: () => void;
}

type Items = MenuItemConstructorOptions[];

const separator: MenuItemConstructorOptions = { type: 'separator' };

const helpLinks = [
  {
    label: 'Amazon ECR User Guide',
    link: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/what-is-ecr.html',
  },
  {
    label: 'AWS Profiles and Config Files',
    link: 'https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html',
  },
  { label: 'Amazon ECR Console', link: 'https://console.aws.amazon.com/ecr/private-registry/repositories' },
] as const;

/** The native menu as data. The id of an item that sends a command is the command. */
export function menuTemplate(ports: MenuPorts): Items {
  const { platform, isPackaged, appName, send, openLink, openLogs, openClipboard } = ports;
  const isMac = platform === 'darwin';

  const command = (id: MenuCommand, label: string, accelerator: string): MenuItemConstructorOptions => ({
    id,
    label,
    accelerator,
    click: () => send(id),
  });

  const settings = command('show-settings', 'Settings…', 'CmdOrCtrl+,');

  const appMenu: Items = isMac
    ? [
        {
          label: appName,
          submenu: [
            { role: 'about' },
            separator,
            settings,
            separator,
            { role: 'services' },
            separator,
            { role: 'hide' },
            { role: 'hideOthers' },
            { role: 'unhide' },
            separator,
            { role: 'quit' },
          ],
        },
      ]
    : [];

  const file: Items = [
    command('new-replication', 'New Replication…', 'CmdOrCtrl+N'),
    {
      id: 'open-clipboard',
      label: 'Open Copied URI',
      accelerator: 'CmdOrCtrl+O',
      click: () => openClipboard(),
    },
    separator,
    ...(isMac ? [] : [settings, separator]),
    isMac ? { role: 'close' } : { role: 'quit' },
  ];

  const edit: Items = [
    { role: 'undo' },
    { role: 'redo' },
    separator,
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'selectAll' },
    separator,
    command('find', 'Find', 'CmdOrCtrl+F'),
    command('command-palette', 'Commands…', 'CmdOrCtrl+K'),
    separator,
    command('swap-sides', 'Swap Source and Destination', 'CmdOrCtrl+Shift+S'),
  ];

  const refresh = command('refresh', 'Refresh', 'CmdOrCtrl+R');
  const view: Items = [
    command('show-transfers', 'Transfers', 'CmdOrCtrl+T'),
    command('compare', 'Compare', 'CmdOrCtrl+D'),
    command('show-history', 'History', 'CmdOrCtrl+Y'),
    command('show-replication', 'Replication', 'CmdOrCtrl+L'),
    separator,
    refresh,
    { ...refresh, id: 'refresh-f5', accelerator: 'F5', visible: false, acceleratorWorksWhenHidden: true },
    separator,
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    separator,
    { role: 'togglefullscreen' },
    ...(isPackaged ? [] : [separator, { role: 'toggleDevTools' } as const]),
  ];

  const window: Items = isMac
    ? [{ role: 'minimize' }, { role: 'zoom' }, separator, { role: 'front' }]
    : [{ role: 'minimize' }, { role: 'close' }];

  const help: Items = [
    ...helpLinks.map(({ label, link }) => ({ label, click: () => openLink(link) })),
    separator,
    { label: 'Show Logs', click: () => openLogs() },
    ...(isMac ? [] : [separator, { role: 'about' } as const]),
  ];

  return [
    ...appMenu,
    { label: '&File', submenu: file },
    { label: '&Edit', submenu: edit },
    { label: '&View', submenu: view },
    { label: '&Window', role: 'window', submenu: window },
    { label: '&Help', role: 'help', submenu: help },
  ];
}
