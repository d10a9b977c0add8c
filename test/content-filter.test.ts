/** Our filter beside what WordPress 6.1.9 made of the same, copied from its database and from its pages. */
import { expect, test } from 'vitest'
import { filterAnswer, filterText } from './content-filter.ts'

const link = '<a href="http://watch.example/en/act/Z4byrBkhmN"'
const marked = `${link} data-watchlight="/embed/act/Z4byrBkhmN?lang=en&amp;step=signature">Take part</a>`

test.each([
  [`${marked}<script async src="http://watch.example/embed.js"></script>`, marked],
  [
    '<iframe src="http://watch.example/embed/act/Z4byrBkhmN?lang=en&amp;step=signature" title="Take part" width="100%" ' +
      `height="1000" frameborder="0"></iframe><p>${link}>Take part</a></p>`,
    `<p>${link}>Take part</a></p>`,
  ],
  // tags go, and what stood in them stays
  ['<p onclick=1>hi</p><script>1</script>', '<p>hi</p>1'],
  ['<a href="http://a/" hidden>a</a>', '<a href="http://a/">a</a>'],
  ['<form action="x"><input name=a><button>b</button></form>', '<button>b</button>'],
])('what an author writes is kept as there: %s', (written, kept) => {
  expect(filterText(written)).toBe(kept)
})

test('what it shows of an address alone on a line has each part that it had there', () => {
  const page = 'http://watch.example/en/act/Z4byrBkhmN/email'
  const shown = filterAnswer(
    `<blockquote><a href="${page}">Take part</a></blockquote><iframe src="http://watch.example/embed/act/Z4byrBkhmN?lang=en" ` +
      'title="Take part" width="500" height="750" frameborder="0"></iframe>',
    'h2UMUh3r7g',
  )!
  const there =
    `<blockquote class="wp-embedded-content" data-secret="h2UMUh3r7g"><a href="${page}">Take part</a></blockquote>` +
    '<iframe class="wp-embedded-content" sandbox="allow-scripts" security="restricted" style="position: absolute; clip: ' +
    'rect(1px, 1px, 1px, 1px);" title="Take part" src="http://watch.example/embed/act/Z4byrBkhmN?lang=en#?secret=h2UMUh3r7g" ' +
    'data-secret="h2UMUh3r7g" width="500" height="750" frameborder="0"></iframe>'
  // it puts the title first
  const parts = (html: string): string[] => html.match(/<\/?\w+|[\w-]+="[^"]*"|>[^<]+/g)!.toSorted()
  expect(parts(shown)).toEqual(parts(there))
  // where the answer holds no frame it shows nothing of it
  expect(filterAnswer(`<a href="${page}">Take part</a>`, 'h2UMUh3r7g')).toBeUndefined()
})
