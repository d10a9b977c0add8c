import { expect, test } from 'vitest'
import { buildCase } from '../../test/build-case.ts'
import { testOffice } from '../../test/office.ts'

const office = await testOffice()

test.each(['/', '/account', '/organisation', '/members', '/members/invite', '/log', '/account/passphrase'])(
  '%s is a whole page for an administrator',
  async (path) => {
    const answer = await office.as('ines').get(path)
    const html = await answer.text()
    expect(answer.status, html).toBe(200)
    expect(html).toContain('Harbour Watch')
    expect(html).toContain('Ines Duarte')
    expect(html).not.toMatch(/\sstyle=|\son[a-z]+=|\[en\]/)
  },
)

test('the menu counts what waits in each section, for whoever may see it', async () => {
  const { caseId } = await buildCase(office.db, office.member.layla, { room: 'team' })
  const month = 30 * 86_400_000
  const layla = office.as('layla')
  const menu = async (browser: typeof layla, path: string) => {
    const html = await (await browser.get(path)).text()
    return /<nav class="side"[\s\S]*?<\/nav>/.exec(html)?.[0].replace(/<[^>]+>/g, '|') ?? ''
  }
  expect(await menu(layla, '/account')).not.toMatch(/القضايا[^ء-ي]*[1١]/)
  office.clock.move(month)
  try {
    // her assessment has run out: the same line on Today, and a number on every page
    const later = office.as('layla')
    expect(await (await later.get('/')).text()).toContain(`/cases/${caseId}/status`)
    expect(await menu(later, '/account')).toMatch(/القضايا[^ء-ي]*[1١]/)
    expect(await menu(office.as('ines'), '/account')).not.toMatch(/Cases[^A-Za-z]*1/)
  } finally {
    office.clock.move(-month)
  }
})

test('the log speaks in sentences, with the code that the filter takes beside them', async () => {
  const log = await (await office.as('ines').get('/log')).text()
  expect(log).toContain('>Member joined</td>')
  expect(log).toContain('member.joined')
  // Lantern is for its team alone, and so is what happened in it
  expect(log).not.toContain('case.opened')
  expect(log).not.toContain('arrest')
})
