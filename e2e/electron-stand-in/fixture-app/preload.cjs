const { contextBridge, ipcRenderer } = require('electron');

let forbidden = '';
try {
  forbidden = typeof require('node:fs');
} catch (error) {
  forbidden = error.message;
}

contextBridge.exposeInMainWorld('api', {
  forbidden,
  nested: { list: [1, { two: 2 }] },
  invoke: (channel, ...args) => ipcRenderer.invoke(channel, ...args),
  send: (channel, ...args) => ipcRenderer.send(channel, ...args),
  double: (number) => number * 2,
  throws: () => {
    throw new RangeError('out of range');
  },
  on(channel, listener) {
    const receive = (_event, ...args) => listener(...args);
    ipcRenderer.on(channel, receive);
    return () => ipcRenderer.off(channel, receive);
  },
});
