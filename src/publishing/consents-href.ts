import { caseHref } from '#cases/index.ts'

export const consentsHref = (caseId: string, path = ''): string => caseHref(caseId, `/consents${path}`)
