import type { Menu, MenuItem, MenuItemConstructorOptions } from 'electron';
import { app } from './app.ts';
import { StandInBrowserWindow } from './browser-window.ts';
import { withoutGaps } from './not-provided.ts';

type Role = NonNullable<MenuItemConstructorOptions['role']>;

function zoom(by: number): void {
  const contents = StandInBrowserWindow.getFocusedWindow()?.contents;
  contents?.setZoomLevel(by === 0 ? 0 : contents.getZoomLevel() + by);
}

/** The actions of Electron's menu roles; the roles that are missing throw when clicked. */
const roleActions: Partial<Record<Role, () => void>> = {
  quit: () => app.quit(),
  close: () => StandInBrowserWindow.getFocusedWindow()?.close(),
  minimize: () => StandInBrowserWindow.getFocusedWindow()?.minimize(),
  reload: () => StandInBrowserWindow.getFocusedWindow()?.contents.reload(),
  resetZoom: () => zoom(0),
  zoomIn: () => zoom(0.5),
  zoomOut: () => zoom(-0.5),
};

/** A menu item that can be found and clicked; no menu bar is shown, and accelerators do nothing. */
export class StandInMenuItem implements Pick<MenuItem, 'checked' | 'enabled' | 'id' | 'label' | 'visible'> {
  readonly id: string;
  readonly label: string;
  readonly role: Role | undefined;
  readonly type: NonNullable<MenuItemConstructorOptions['type']>;
  readonly accelerator: string | undefined;
  readonly submenu: StandInMenu | undefined;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  private readonly onClick: MenuItemConstructorOptions['click'];

  constructor(options: MenuItemConstructorOptions) {
    const { submenu } = options;
    this.id = options.id ?? '';
    this.label = options.label ?? options.role ?? '';
    this.role = options.role;
    this.type = options.type ?? (submenu ? 'submenu' : 'normal');
    this.accelerator = options.accelerator ?? undefined;
    this.submenu = Array.isArray(submenu) ? StandInMenu.buildFromTemplate(submenu) : undefined;
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    this.onClick = options.click;
  }

  /** A user's click: a disabled item does nothing. */
  click(event: object = {}, window: unknown = StandInBrowserWindow.getFocusedWindow()): void {
    if (!this.enabled) return;
    if (this.type === 'checkbox') this.checked = !this.checked;
    if (!this.role) {
      const [item, target] = [
        this as never as MenuItem,
        window as Parameters<NonNullable<typeof this.onClick>>[1],
      ];
      this.onClick?.(item, target, event);
      return;
    }
    const action = roleActions[this.role];
    if (!action) throw new Error(`not provided by the stand-in: a click on the menu role ${this.role}`);
    action();
  }
}

export class StandInMenu implements Pick<Menu, 'getMenuItemById'> {
  private static applicationMenu: StandInMenu | null = null;
  readonly items: readonly StandInMenuItem[];

  constructor(items: readonly StandInMenuItem[] = []) {
    this.items = items;
  }

  static buildFromTemplate = (template: readonly MenuItemConstructorOptions[]): StandInMenu =>
    new StandInMenu(template.map((options) => new StandInMenuItem(options)));
  static getApplicationMenu = (): StandInMenu | null => StandInMenu.applicationMenu;
  static setApplicationMenu = (menu: StandInMenu | null): void => void (StandInMenu.applicationMenu = menu);

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      if (item.id === id) return item as unknown as MenuItem;
      const found = item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }
}

withoutGaps('Menu', StandInMenu);
