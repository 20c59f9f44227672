const { app, BrowserWindow, ipcMain, Menu, powerMonitor, protocol, session, shell } = require('electron');
const path = require('node:path');
const { appendFileSync } = require('node:fs');
const { readFile } = require('node:fs/promises');

/** The order of events, for the tests to read; also on a file, for what happens as the app ends. */
const seen = [];
globalThis.seen = seen;
const log = process.env.FIXTURE_LOG;
const note = (event) => {
  seen.push(event);
  if (log) appendFileSync(log, `${event}\n`);
};

protocol.registerSchemesAsPrivileged([
  { scheme: 'fixture', privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);

const policy = { 'content-security-policy': "default-src 'self'" };
const types = { html: 'text/html', js: 'text/javascript' };

/** Serves the files beside this one; `open.html` comes without a policy, and `/echo` answers with the request. */
async function serve(request) {
  const { pathname } = new URL(request.url);
  if (pathname === '/echo') {
    const { method, url } = request;
    return Response.json({ method, url, body: await request.text() }, { headers: policy });
  }
  try {
    const name = pathname === '/open.html' ? '/index.html' : pathname;
    const content = await readFile(path.join(__dirname, name));
    const headers = { 'content-type': types[name.split('.').at(-1)], 'x-served-by': 'fixture' };
    return new Response(content, { headers: { ...headers, ...(pathname === name && policy) } });
  } catch {
    return new Response('', { status: 404, headers: policy });
  }
}

for (const event of ['ready', 'before-quit', 'will-quit', 'quit', 'web-contents-created'])
  app.on(event, () => note(event));
app.on('window-all-closed', () => {
  note('window-all-closed');
  app.quit();
});

if (!app.requestSingleInstanceLock({ from: 'fixture' })) app.quit();
else {
  app.on('second-instance', (_event, argv, _folder, data) =>
    note(`second-instance ${argv.at(-1)} ${data.from}`),
  );
  ipcMain.handle('echo', (_event, ...args) => args);
  ipcMain.handle('sender', (event) => event.senderFrame.url === event.sender.getURL());
  ipcMain.handle('fail', () => {
    throw new TypeError('refused');
  });
  ipcMain.on('note', (_event, text) => note(`note ${text}`));
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { label: 'File', submenu: [{ id: 'note', label: 'Note', click: () => note('menu') }] },
    ]),
  );

  app.on('ready', () => {
    protocol.handle('fixture', serve);
    powerMonitor.on('suspend', () => note('suspend'));
    powerMonitor.on('resume', () => note('resume'));
    session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
    const window = new BrowserWindow({
      width: 1000,
      height: 700,
      show: false,
      title: 'Fixture',
      webPreferences: { preload: path.join(__dirname, 'preload.cjs'), contextIsolation: true, sandbox: true },
    });
    window.webContents.on('will-navigate', (event) => {
      note(`will-navigate ${event.url}`);
      event.preventDefault();
    });
    window.webContents.setWindowOpenHandler(({ url }) => {
      void shell.openExternal(url);
      return { action: 'deny' };
    });
    window.webContents.on('did-finish-load', () => note('did-finish-load'));
    window.webContents.on('render-process-gone', (_event, { reason }) => note(`gone ${reason}`));
    window.webContents.on('unresponsive', () => note('unresponsive'));
    window.webContents.on('responsive', () => note('responsive'));
    window.once('ready-to-show', () => {
      note('ready-to-show');
      window.show();
    });
    window.on('close', (event) => {
      note('close');
      if (globalThis.refuseClose || process.env.FIXTURE_REFUSES_CLOSE) event.preventDefault();
    });
    window.on('closed', () => note('closed'));
    void window.loadURL('fixture://page/index.html');
    if (process.env.FIXTURE_CRASHES)
      window.webContents.once('did-finish-load', () =>
        setImmediate(() => {
          throw new Error('fixture crash');
        }),
      );
  });
}
