// Types of the outside world that the editor touches and no package describes: Node's test runner (tests only).

declare module "node:test" {
  interface Timers {
    enable(options: { apis: string[]; now?: number }): void;
    tick(milliseconds: number): void;
    reset(): void;
  }
  /** Mocks of one test, put back when it ends. */
  interface TestContext {
    readonly mock: { timers: Timers };
  }
  export function test(name: string, fn: (context: TestContext) => void | Promise<void>): void;
  export function describe(name: string, fn: () => void): void;
  export function it(name: string, fn: () => void | Promise<void>): void;
  export function beforeEach(fn: () => void | Promise<void>): void;
  export function afterEach(fn: () => void | Promise<void>): void;
  export const mock: {
    timers: { enable(options: { apis: string[] }): void; tick(milliseconds: number): void; reset(): void };
  };
  export default test;
}

declare module "node:assert/strict" {
  interface Assert {
    (value: unknown, message?: string): asserts value;
    ok(value: unknown, message?: string): asserts value;
    equal(actual: unknown, expected: unknown, message?: string): void;
    notEqual(actual: unknown, expected: unknown, message?: string): void;
    deepEqual(actual: unknown, expected: unknown, message?: string): void;
    throws(fn: () => unknown, expected?: RegExp | object, message?: string): void;
    rejects(fn: Promise<unknown> | (() => Promise<unknown>), expected?: RegExp | object): Promise<void>;
    match(value: string, pattern: RegExp, message?: string): void;
    fail(message?: string): never;
  }
  const assert: Assert;
  export default assert;
}

declare module "node:fs" {
  export function readdirSync(path: string, options?: { recursive?: boolean }): string[];
  export function readFileSync(path: string, encoding: "utf8"): string;
}
