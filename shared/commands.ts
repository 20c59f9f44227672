/** A command of the menu, the palette and the keyboard. */
interface Command {
  /** In the palette and in the list of keyboard shortcuts. */
  readonly title: string;
  /** In the menu, which has title case; with an ellipsis when the command asks for more. */
  readonly label: string;
  /** Electron's accelerators; the first is shown. */
  readonly keys: readonly string[];
  /** Whether the page handles the keys itself, because they must work where there is no menu. */
  readonly isHandledInPage?: boolean;
}

/** What the native menu sends to the page. The menu, the palette, the keys and the list of shortcuts are made of this table. */
export const commands = {
  'new-replication': { title: 'Replicate', label: 'New Replication…', keys: ['CmdOrCtrl+N'] },
  'show-transfers': { title: 'Transfers', label: 'Transfers', keys: ['CmdOrCtrl+T'] },
  compare: { title: 'Compare source and destination', label: 'Compare', keys: ['CmdOrCtrl+D'] },
  'show-history': { title: 'History', label: 'History', keys: ['CmdOrCtrl+Y'] },
  'show-replication': { title: 'Replication', label: 'Replication', keys: ['CmdOrCtrl+L'] },
  'show-settings': {
    title: 'Settings',
    label: 'Settings…',
    keys: ['CmdOrCtrl+,'],
    isHandledInPage: true,
  },
  'swap-sides': {
    title: 'Swap source and destination',
    label: 'Swap Source and Destination',
    keys: ['CmdOrCtrl+Shift+S'],
  },
  refresh: { title: 'Refresh', label: 'Refresh', keys: ['CmdOrCtrl+R', 'F5'] },
  find: { title: 'Find on this page', label: 'Find', keys: ['CmdOrCtrl+F'], isHandledInPage: true },
  'command-palette': {
    title: 'Find a command, repository or profile',
    label: 'Commands…',
    keys: ['CmdOrCtrl+K'],
    isHandledInPage: true,
  },
  'show-help': {
    title: 'Help for this page',
    label: 'Help for This Page',
    keys: ['F1', '?'],
    isHandledInPage: true,
  },
  'show-shortcuts': {
    title: 'Keyboard shortcuts',
    label: 'Keyboard Shortcuts',
    keys: ['CmdOrCtrl+/'],
    isHandledInPage: true,
  },
  'show-introduction': { title: 'Introduction', label: 'Introduction', keys: [] },
  'check-for-updates': { title: 'Check for updates', label: 'Check for Updates…', keys: [] },
  'save-diagnostics': { title: 'Save diagnostics', label: 'Save Diagnostics…', keys: [] },
  'report-problem': { title: 'Report a problem', label: 'Report a Problem…', keys: [] },
  'show-about': {
    title: 'About ECR Image Replicator',
    label: 'About ECR Image Replicator',
    keys: [],
  },
} as const satisfies Readonly<Record<string, Command>>;

export type MenuCommand = keyof typeof commands;

/** Keys that are no commands of the menu's, with their title in the list of shortcuts. */
export const otherKeys = {
  openClipboard: { title: 'Open the copied image URI', key: 'CmdOrCtrl+O' },
  undo: { title: 'Undo the latest change that offers it', key: 'CmdOrCtrl+Z' },
  moveToUndo: { title: 'Move to the message with Undo, and back', key: 'F6' },
} as const;

/** The commands in the order of the table. */
export const commandIds: readonly MenuCommand[] = Object.keys(commands).filter(
  (id): id is MenuCommand => id in commands,
);

export const getCommand = (id: MenuCommand): Command => commands[id];
