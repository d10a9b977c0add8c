/** `<span data-copy="id of a text field" data-label data-done>`: a button that copies it. Without script one selects and copies. */
for (const place of document.querySelectorAll<HTMLElement>('[data-copy]')) {
  const field = document.getElementById(place.dataset['copy'] ?? '')
  if (field instanceof HTMLTextAreaElement) offer(place, field)
}

function offer(place: HTMLElement, field: HTMLTextAreaElement): void {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'button'
  button.textContent = place.dataset['label'] ?? ''
  const told = document.createElement('span')
  told.setAttribute('role', 'status')
  button.addEventListener('click', () => {
    // selected whatever happens: where the browser lets no script copy, two keys do
    field.select()
    void navigator.clipboard.writeText(field.value).then(() => {
      told.textContent = place.dataset['done'] ?? ''
    })
  })
  place.append(button, ' ', told)
}

export {}
