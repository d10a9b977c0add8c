/**
 * The service worker of the console: shows an alarm that came by Web Push, and opens its link when somebody presses it.
 * It takes part in nothing else: no page is fetched through it, nothing is kept.
 */
interface Shown {
  text: string
  more: string
  link: string
  tag: string
  lang: string
  dir: NotificationDirection
}

interface Lasting {
  waitUntil(work: Promise<unknown>): void
}
interface WorkerScope {
  registration: ServiceWorkerRegistration
  clients: { openWindow(address: string): Promise<unknown> }
  skipWaiting(): Promise<void>
  addEventListener(type: 'install', listener: (event: Lasting) => void): void
  addEventListener(
    type: 'push',
    listener: (event: Lasting & { data: { json(): unknown } | null }) => void,
  ): void
  addEventListener(
    type: 'notificationclick',
    listener: (event: Lasting & { notification: Notification }) => void,
  ): void
}

const scope = globalThis as unknown as WorkerScope

scope.addEventListener('install', (event) => event.waitUntil(scope.skipWaiting()))

scope.addEventListener('push', (event) => {
  const shown = event.data?.json() as Shown | undefined
  if (!shown) return
  const { text, more, link, tag, lang, dir } = shown
  // it stays until somebody has seen it; the same message sent again takes its place
  const how = { body: more, data: link, tag, lang, dir, requireInteraction: true }
  event.waitUntil(scope.registration.showNotification(text, how))
})

scope.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const link = String(event.notification.data)
  if (/^https?:\/\//.test(link)) event.waitUntil(scope.clients.openWindow(link))
})
