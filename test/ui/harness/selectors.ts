/**
 * What the workbench calls its parts, checked in 1.103 and 1.139. The only file to change when VS Code renames one.
 *
 * The DOM id of a status bar item is `publisher.name.` and the id given to `createStatusBarItem`. Its accessibility label
 * and its icons sit on the link inside; its background is a class (`warning-kind`, `error-kind`) on the item.
 */
export const selectors = {
  workbench: '.monaco-workbench',
  statusItem: (idPrefix: string): string => `.statusbar-item[id^="${idPrefix}"]`,
  statusItemLabel: '.statusbar-item-label',
  icon: '.codicon',

  hover: '.monaco-hover.workbench-hover:visible',
  hoverText: '.hover-contents',
  hoverLink: 'a[data-href]',

  quickInput: '.quick-input-widget:visible',
  quickInputTitle: '.quick-input-title',
  quickInputBox: '.quick-input-box input',
  quickInputFrame: '.quick-input-box .monaco-inputbox',
  quickInputMessage: '.quick-input-message',
  quickInputButton: '.quick-input-action .monaco-button:visible',
  quickInputRow: '.quick-input-list .monaco-list-row',
  quickInputLabel: '.label-name',
  quickInputDescription: '.quick-input-list-row .label-description',
  quickInputDetail: '.quick-input-list-label-meta',

  toast: '.notifications-toasts .notification-toast',
  notificationMessage: '.notification-list-item-message',
  notificationIcon: '.notification-list-item-icon',
  notificationSource: '.notification-list-item-source',
  notificationButton: '.notification-list-item-buttons-container .monaco-button',
  notificationClose: '.codicon-notifications-clear',

  dialog: '.monaco-dialog-box',
  dialogMessage: '.dialog-message-text',
  dialogDetail: '.dialog-message-detail',
  dialogButton: '.dialog-buttons .monaco-button',

  walkthroughStep: (id: string): string => `.getting-started-step[data-step-id$="#${id}"]`,
  walkthroughTick: '.codicon-getting-started-step-checked',
  walkthroughButton: '.monaco-button',

  webview: 'iframe.webview.ready:visible',
  webviewContent: '#active-frame',
  editorLine: '.editor-group-container.active .monaco-editor .view-line',
} as const;
