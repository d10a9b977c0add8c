/**
 * In a page that asks for something: learns within seconds that it stands no more, and gives way to what stands in its
 * place. It asks only while somebody looks at it: not in the background, and not in a frame that is out of sight. Whoever
 * is slow to answer, or does not, is asked less often. Without script the form's own answer says it.
 */
const path = document.body.dataset['standing']
/** milliseconds: with the age that an answer may have (a second) within the five that are promised */
const usual = 3_000
const slow = 1_000
const longest = 60_000

let pause = usual
let answered = performance.now()
let timer: ReturnType<typeof setTimeout> | undefined
let [inSight, asking, gone] = [false, false, false]

/** Safety: nothing of it stays to be read, copied or sent, and nothing that was typed either: it may name her. */
function giveWay(): void {
  gone = true
  document.title = ''
  document.body.replaceChildren()
  // one address and one text, whatever the reason; without what followed the `#`, or nothing would be loaded
  location.replace(location.pathname + location.search)
}

async function ask(href: string): Promise<void> {
  asking = true
  const began = performance.now()
  let { ok, status } = { ok: false, status: 0 }
  try {
    ;({ ok, status } = await fetch(href, {
      cache: 'no-cache',
      credentials: 'omit',
      signal: AbortSignal.timeout(10_000),
    }))
  } catch {
    // nobody answered: that says nothing of the page
  }
  asking = false
  if (status === 410) return giveWay()
  answered = performance.now()
  pause = ok && answered - began < slow ? usual : Math.min(pause * 2, longest)
  plan()
}

function plan(): void {
  clearTimeout(timer)
  if (!path || asking || gone || !inSight || document.visibilityState !== 'visible') return
  // not all at the same moment, who came at the same moment
  const wait = pause * (1 - Math.random() / 6)
  timer = setTimeout(() => void ask(path), Math.max(0, answered + wait - performance.now()))
}

/** A page that was gone back to is as old as it was. */
function comeBack(): void {
  answered = -Infinity
  plan()
}

const [way] = performance.getEntriesByType('navigation')
if (way instanceof PerformanceNavigationTiming && way.type === 'back_forward') comeBack()
addEventListener('pageshow', ({ persisted }) => persisted && comeBack())
document.addEventListener('visibilitychange', plan)
new IntersectionObserver((entries) => {
  inSight = entries.at(-1)?.isIntersecting ?? false
  plan()
}).observe(document.documentElement)

export {}
