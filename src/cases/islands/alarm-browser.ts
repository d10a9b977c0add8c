/**
 * `<div data-alarm-browser="<public key>">`: offers to let this browser ring, where it can. Permission is asked for only
 * when the button is pressed; what the browser gives goes into the form, and the form to the server.
 */
interface TrustedPolicy {
  createScriptURL(address: string): string
}
interface TrustedTypesWindow {
  trustedTypes?: { createPolicy(name: string, rules: TrustedPolicy): TrustedPolicy }
}

const worker = '/alarm-worker.js'

// The one policy that the console's Content-Security-Policy names. Safety: it makes the address of one script, no other.
const rules: TrustedPolicy = { createScriptURL: () => worker }
const policy = (window as TrustedTypesWindow).trustedTypes?.createPolicy('watchlight', rules) ?? rules

for (const place of document.querySelectorAll<HTMLElement>('[data-alarm-browser]')) offer(place)

function offer(place: HTMLElement): void {
  const form = place.querySelector('form')
  const able = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window
  if (!form || !able) return
  show(place, 'offer')
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void ring(place, form)
  })
}

async function ring(place: HTMLElement, form: HTMLFormElement): Promise<void> {
  const button = form.querySelector('button')
  if (button) button.disabled = true
  show(place, 'offer')
  try {
    if ((await Notification.requestPermission()) !== 'granted') return show(place, 'offer', 'denied')
    const given = (await subscribe(place.dataset['alarmBrowser'] ?? '')).toJSON()
    const fields = { endpoint: given.endpoint, p256dh: given.keys?.['p256dh'], auth: given.keys?.['auth'] }
    for (const [name, value] of Object.entries(fields)) {
      const field = form.elements.namedItem(name)
      if (field instanceof HTMLInputElement) field.value = value ?? ''
    }
    // not requestSubmit: that would come back here
    form.submit()
  } catch {
    show(place, 'offer', 'trouble')
  } finally {
    if (button) button.disabled = false
  }
}

async function subscribe(applicationServerKey: string): Promise<PushSubscription> {
  await navigator.serviceWorker.register(policy.createScriptURL(worker), { updateViaCache: 'none' })
  const { pushManager } = await navigator.serviceWorker.ready
  // under another master key than before, the browser would hold on to the old key and refuse for ever
  const before = await pushManager.getSubscription()
  if (before && keyOf(before) !== applicationServerKey) await before.unsubscribe()
  return await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey })
}

function keyOf(subscription: PushSubscription): string {
  const bytes = new Uint8Array(subscription.options.applicationServerKey ?? new ArrayBuffer(0))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** Shows these parts of the place and hides the others. */
function show(place: HTMLElement, ...names: string[]): void {
  for (const part of place.querySelectorAll<HTMLElement>('[data-part]'))
    part.hidden = !names.includes(part.dataset['part'] ?? '')
}
