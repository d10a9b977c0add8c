import { describe, expect, test } from 'vitest'
import { renderMarkdown } from './markdown.ts'

const html = (source: string) => renderMarkdown(source, { language: 'en' }).html
const text = (source: string) => renderMarkdown(source, { language: 'en' }).text

describe('what an author may write', () => {
  test('headings begin below the page’s own', () => {
    expect(html('# One\n\n## Two')).toContain('<h2>One</h2>\n<h3>Two</h3>')
    expect(renderMarkdown('# One', { language: 'en', firstHeading: 4 }).html).toContain('<h4>One</h4>')
    expect(html('###### Six')).toContain('<h6>')
  })

  test('links carry no referrer', () => {
    expect(html('[court](https://court.example/a?b=c&d)')).toContain(
      '<a href="https://court.example/a?b=c&amp;d" rel="noreferrer">court</a>',
    )
    expect(html('<mailto:ana@example.org>')).toContain('href="mailto:ana@example.org"')
    expect(html('[call](tel:+33142342000)')).toContain('href="tel:+33142342000"')
  })

  test('language and direction stand on the text', () => {
    expect(renderMarkdown('مرحبا', { language: 'ar' }).html).toMatch(
      /^<div class="prose" lang="ar" dir="rtl"><p>/,
    )
    expect(renderMarkdown('x', { language: '"><script>' }).html).not.toContain('<script')
  })

  test('pictures come from our own store alone', () => {
    const image = (id: string) =>
      id === 'a1'
        ? { src: '/files/a1.webp', width: 640, height: 480, srcset: '/files/a1-320.webp 320w' }
        : undefined
    const made = renderMarkdown(
      '![Ana "at" court](image:a1) ![x](image:b2) ![y](https://evil.example/p.gif)',
      {
        language: 'en',
        image,
      },
    )
    expect(made.images).toEqual(['a1', 'b2'])
    expect(made.html.match(/<img/g)).toHaveLength(1)
    expect(made.html).toContain('src="/files/a1.webp"')
    expect(made.html).toContain('alt="Ana &quot;at&quot; court" width="640" height="480"')
    expect(made.html).not.toContain('src="https://evil')
  })
})

describe('what nobody may write', () => {
  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](data:text/html,<script>alert(1)</script>)',
    '[x](vbscript:x)',
    '![x](javascript:alert(1))',
    '<svg/onload=alert(1)>',
    '[x](//evil.example)',
    '[x](image:a1)',
    '<javascript:alert(1)>',
    '[x](java\nscript:alert(1))',
    '[x](&#106;avascript:alert(1))',
    '[a](https://x.example "\\" onmouseover=\\"alert(1)")',
    '```"><script>\nx\n```',
    '[x]: javascript:alert(1)\n\n[x]',
    '<iframe src="https://evil.example">',
    '<style>*{}</style>',
    '<a href="javascript:alert(1)">x</a>',
  ])('%s does nothing', (source) => {
    const made = html(source)
    const tags = made.match(/<[^>]*>/g) ?? []
    expect(tags.join('')).not.toMatch(
      /script|\son\w+=|style=|iframe|svg|javascript:|data:|image:|href="\/\//i,
    )
  })

  test('deep nesting ends', () => {
    expect(html('>'.repeat(5_000) + 'x').length).toBeLessThan(50_000)
    expect(html('[['.repeat(5_000)).length).toBeLessThan(50_000)
  })
})

describe('the plain part of a mail', () => {
  test('reads as a letter does', () => {
    const source =
      '# News\n\nAna was **released** on\n[3 May](https://court.example).\n\n- one\n- two\n  - inner\n\n3. three\n4. four\n\n> We are glad.\n> She is home.\n\n---\n\n<https://x.example> ![Ana](image:a1)'
    expect(text(source)).toBe(
      'News\n\nAna was released on\n3 May (https://court.example).\n\n- one\n- two\n  - inner\n\n3. three\n4. four\n\n> We are glad.\n> She is home.\n\n* * *\n\nhttps://x.example [Ana]',
    )
  })

  test('holds markup that was typed as text', () => {
    expect(text('a <b>c</b> & d')).toBe('a <b>c</b> & d')
  })
})
