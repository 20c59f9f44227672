import type { MenuItemConstructorOptions } from 'electron';
import { expect, test } from 'vitest';
import { isAllowedLink } from '../window/allowed-links.ts';
import { menuTemplate } from './menu-template.ts';

function setUp(platform: NodeJS.Platform, isPackaged = true) {
  const sent: string[] = [];
  const opened: string[] = [];
  const template = menuTemplate({
    platform,
    isPackaged,
    appName: 'ECR Image Replicator',
    send: (command) => void sent.push(command),
    openLink: (link) => void opened.push(link),
    openLogs: () => void opened.push('logs'),
    openClipboard: () => void opened.push('clipboard'),
  });
  const items = template.flatMap((menu) => (Array.isArray(menu.submenu) ? menu.submenu : []));
  return { sent, opened, template, items };
}

/** Electron passes the item, the window and the event, which the app's items do not use. */
const click = (item: MenuItemConstructorOptions | undefined): unknown =>
  Reflect.apply(item?.click ?? expect.unreachable, undefined, []);

const platforms = ['linux', 'win32', 'darwin'] as const;

test.each(platforms)('sends each command by its key on %s', (platform) => {
  const { items, sent } = setUp(platform);
  const keys = {
    'CmdOrCtrl+N': 'new-replication',
    'CmdOrCtrl+T': 'show-transfers',
    'CmdOrCtrl+R': 'refresh',
    F5: 'refresh',
    'CmdOrCtrl+F': 'find',
    'CmdOrCtrl+K': 'command-palette',
    'CmdOrCtrl+Shift+S': 'swap-sides',
    'CmdOrCtrl+D': 'compare',
    'CmdOrCtrl+Y': 'show-history',
    'CmdOrCtrl+L': 'show-replication',
    'CmdOrCtrl+,': 'show-settings',
  };
  for (const key of Object.keys(keys)) click(items.find((item) => item.accelerator === key));
  expect(sent).toEqual(Object.values(keys));
});

test.each(platforms)('uses each key and each id once on %s', (platform) => {
  const { items } = setUp(platform);
  for (const field of ['accelerator', 'id'] as const) {
    const given = items.map((item) => item[field]).filter((value) => value !== undefined);
    expect(new Set(given).size).toBe(given.length);
  }
});

test.each(platforms)('has only allowed links in the help menu on %s', (platform) => {
  const { template, opened } = setUp(platform);
  const help = template.at(-1)?.submenu;
  if (!Array.isArray(help)) return expect.unreachable();
  for (const item of help) if (item.click) click(item);
  expect(opened).toContain('logs');
  const links = opened.filter((link) => link !== 'logs');
  expect(links).toHaveLength(3);
  expect(links.filter((link) => !isAllowedLink(link))).toEqual([]);
});

test.each(platforms)('has the roles for quitting and editing text on %s', (platform) => {
  const roles = setUp(platform).items.map(({ role }) => role);
  expect(roles).toEqual(expect.arrayContaining(['quit', 'cut', 'copy', 'paste', 'selectAll', 'undo']));
  expect(roles.filter((each) => each === 'quit')).toHaveLength(1);
});

test.each(platforms)('opens the dialogs about the app, and has no panel of the system, on %s', (platform) => {
  const { template, items, sent } = setUp(platform);
  const dialogs = ['save-diagnostics', 'report-problem', 'show-about'];
  for (const id of dialogs) click(items.find((item) => item.id === id));
  expect(sent).toEqual(dialogs);
  expect(items.map(({ role }) => role)).not.toContain('about');
  const about = template.find(
    ({ submenu }) => Array.isArray(submenu) && submenu.some(({ id }) => id === 'show-about'),
  );
  expect(about?.label).toBe(platform === 'darwin' ? 'ECR Image Replicator' : '&Help');
});

test('has an app menu only on macOS', () => {
  expect(setUp('darwin').template[0]?.label).toBe('ECR Image Replicator');
  expect(setUp('linux').template[0]?.label).toBe('&File');
});

const rolesOnLinux = (isPackaged: boolean) => setUp('linux', isPackaged).items.map(({ role }) => role);

test('has developer tools only when not packaged, and no reload', () => {
  expect(rolesOnLinux(false)).toContain('toggleDevTools');
  expect(rolesOnLinux(true)).not.toContain('toggleDevTools');
  expect([...rolesOnLinux(true), ...rolesOnLinux(false)]).not.toContain('reload');
});

test.each(platforms)('opens the text on the clipboard on %s', (platform) => {
  const { items, opened } = setUp(platform);
  click(items.find(({ id }) => id === 'open-clipboard'));
  expect(opened).toEqual(['clipboard']);
});
