import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../../../shared/commands.ts';
import { getCommand, otherKeys } from '../../../shared/commands.ts';

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

  const command = (id: MenuCommand): MenuItemConstructorOptions => {
    const { label, keys } = getCommand(id);
    const [accelerator] = keys;
    return { id, label, ...(accelerator !== undefined && { accelerator }), click: () => send(id) };
  };

  /** Hidden items, because an item has one key. */
  const otherKeysOf = (id: MenuCommand): Items =>
    getCommand(id)
      .keys.slice(1)
      .map((accelerator) => ({
        ...command(id),
        id: `${id}-${accelerator.toLowerCase()}`,
        accelerator,
        visible: false,
        acceleratorWorksWhenHidden: true,
      }));

  const settings = command('show-settings');
  const checkForUpdates = command('check-for-updates');

  const appMenu: Items = isMac
    ? [
        {
          label: appName,
          submenu: [
            command('show-about'),
            checkForUpdates,
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
    command('new-replication'),
    {
      id: 'open-clipboard',
      label: 'Open Copied URI',
      accelerator: otherKeys.openClipboard.key,
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
    command('find'),
    command('command-palette'),
    separator,
    command('swap-sides'),
  ];

  const view: Items = [
    command('show-transfers'),
    command('compare'),
    command('show-history'),
    command('show-replication'),
    separator,
    command('refresh'),
    ...otherKeysOf('refresh'),
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
    command('show-help'),
    command('show-shortcuts'),
    command('show-introduction'),
    separator,
    ...helpLinks.map(({ label, link }) => ({ label, click: () => openLink(link) })),
    separator,
    command('save-diagnostics'),
    { label: 'Open Log Folder', click: () => openLogs() },
    command('report-problem'),
    ...(isMac ? [] : [separator, checkForUpdates, command('show-about')]),
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
