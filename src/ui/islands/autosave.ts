/**
 * Posts the draft of a form with `data-autosave` to that address a few seconds after the last change and on leaving a
 * field. The note `data-autosave-note` carries `data-saved` and `data-trouble` texts. Text never leaves the page when the
 * network or the session fails: it is tried again.
 */
const pause = 3000
const retry = 10_000

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-autosave]')) keep(form)

function keep(form: HTMLFormElement): void {
  let timer = 0
  let saved = snapshot(form)
  let sending = false

  const later = (wait: number): void => {
    clearTimeout(timer)
    timer = window.setTimeout(() => void save(), wait)
  }

  const save = async (): Promise<void> => {
    const draft = snapshot(form)
    if (sending || draft === saved) return
    sending = true
    try {
      const answer = await fetch(form.dataset['autosave'] ?? '', {
        method: 'POST',
        body: new URLSearchParams(draft),
        redirect: 'error',
        credentials: 'same-origin',
      })
      if (!answer.ok) throw new Error(String(answer.status))
      saved = draft
      tell(form, 'saved')
      if (snapshot(form) !== draft) later(pause)
    } catch {
      tell(form, 'trouble')
      later(retry)
    } finally {
      sending = false
    }
  }

  form.addEventListener('input', () => later(pause))
  form.addEventListener('focusout', () => later(0))
  form.addEventListener('submit', () => {
    clearTimeout(timer)
    saved = snapshot(form)
  })
  window.addEventListener('beforeunload', (event) => {
    if (snapshot(form) !== saved) event.preventDefault()
  })
}

/** Files are not part of a draft. */
function snapshot(form: HTMLFormElement): string {
  const draft = new URLSearchParams()
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') draft.append(name, value)
  return draft.toString()
}

function tell(form: HTMLFormElement, state: 'saved' | 'trouble'): void {
  const note = form.querySelector<HTMLElement>('[data-autosave-note]')
  if (!note) return
  const text = note.dataset[state] ?? ''
  const time = new Intl.DateTimeFormat(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' })
  note.textContent = state === 'saved' ? `${text} ${time.format(new Date())}` : text
}
