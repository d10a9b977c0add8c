import { expect, test } from 'vitest'
import { testOffice } from '../../test/office.ts'
import { signInWith } from './sign-in.ts'

const office = await testOffice()

test('thirty guesses at the same moment are ten: the others find no free place', async () => {
  const services = { db: office.db, keys: office.database.keys, consoleUrl: 'http://localhost:4001' }
  const guess = () =>
    signInWith(services, { kind: 'recovery-code', address: 'ines@harbour.example', code: 'AAAA-BBBB' }).then(
      () => 'in',
      (error: { code: string }) => error.code,
    )
  const answers = await Promise.all(Array.from({ length: 30 }, guess))
  expect(answers.filter((code) => code === 'organisations.sign-in.failed')).toHaveLength(10)
  expect(answers.filter((code) => code === 'organisations.sign-in.too-many')).toHaveLength(20)
})
