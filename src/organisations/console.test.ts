import { expect, test } from 'vitest'
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
