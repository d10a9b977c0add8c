import { declareAccess, writers } from '#platform/access.ts'

declareAccess({ 'task.write': { roles: writers } })
