"""Jobs that run: waited for, watched, stopped."""

import asyncio
import threading
import unittest

import grpc

import trunkline
from trunkline.v1 import center_pb2, job_pb2, plan_pb2
from trunkline.v1 import contact_center_service_pb2 as centers
from trunkline.v1 import job_service_pb2 as jobs

from world import ALIAS, CENTER, TARGET, WORLD, Daemon, Proxy, start


def is_waiting(event):
    """Whether the instance is being made, which takes a minute."""
    return event.WhichOneof("event") == "step_started" and event.step_started.step.endswith("/ready")


class RunningJobs(unittest.TestCase):
    """Each has a daemon of its own: an account takes two instances."""

    def setUp(self):
        self.daemon = Daemon(WORLD.program)
        self.addCleanup(self.daemon.remove)
        self.client = trunkline.Client(self.daemon.address)
        self.addCleanup(self.client.close)

    def begun(self):
        """A job that is at work."""
        job = start(self.client)
        with self.client.watch(job) as events:
            self.assertTrue(any(map(is_waiting, events)))
        return job

    def stop(self, job):
        return self.client.jobs.CancelJob(jobs.CancelJobRequest(name=job.name, reason="a test"))

    def test_a_watch_goes_on_where_its_connection_was_cut(self):
        proxy = Proxy(self.daemon.address)
        self.addCleanup(proxy.close)
        job, told = start(self.client), []
        with trunkline.Client(proxy.address) as client:
            for event in client.watch(job):
                told.append(event.number)
                if is_waiting(event):
                    proxy.cut()
                    self.stop(job)
            at_rest = client.wait(job)
        self.assertEqual(told, list(range(1, at_rest.last_event + 1)))
        self.assertGreater(proxy.connections, 1)

    def test_a_watch_of_asyncio_does_too(self):
        proxy = Proxy(self.daemon.address)
        self.addCleanup(proxy.close)

        async def follow(job):
            told = []
            async with trunkline.AsyncClient(proxy.address) as client:
                async for event in client.watch(job):
                    told.append(event.number)
                    if is_waiting(event):
                        proxy.cut()
                        self.stop(job)
                return told, await client.wait(job)

        told, at_rest = asyncio.run(follow(start(self.client)))
        self.assertEqual(told, list(range(1, at_rest.last_event + 1)))
        self.assertGreater(proxy.connections, 1)

    def test_a_watch_begins_after_the_event_that_was_seen(self):
        job = self.begun()
        self.stop(job)
        at_rest = self.client.wait(job)
        told = [event.number for event in self.client.watch(job, after=3)]
        self.assertEqual(told, list(range(4, at_rest.last_event + 1)))

    def test_a_job_that_is_cancelled_failed_and_says_why(self):
        job = self.begun()
        self.assertEqual(self.stop(job).state, job_pb2.Job.STATE_CANCELLING)
        with self.assertRaises(trunkline.JobFailed) as caught:
            self.client.result(job)
        error = caught.exception
        self.assertEqual((error.reason, error.job.state), ("CANCELLED", job_pb2.Job.STATE_CANCELLED))
        self.assertIsNone(error.code)
        self.assertTrue(error.message)

    def test_a_watch_ends_when_another_thread_cancels_it(self):
        job = self.begun()
        watch, waits, told = self.client.watch(job), threading.Event(), []

        def follow():
            for event in watch:
                told.append(event)
                if is_waiting(event):
                    waits.set()

        thread = threading.Thread(target=follow)
        thread.start()
        self.assertTrue(waits.wait(20))
        watch.cancel()
        thread.join(20)
        self.assertFalse(thread.is_alive())
        self.assertEqual(watch.last_event, told[-1].number)
        self.assertEqual(list(watch), [])
        self.stop(job)

    def test_a_watch_of_asyncio_ends_when_it_is_cancelled(self):
        async def follow(job):
            async with trunkline.AsyncClient(self.daemon.address) as client:
                watch = client.watch(job)
                async for event in watch:
                    if is_waiting(event):
                        break
                rest = asyncio.ensure_future(collected(watch))
                await asyncio.sleep(0)
                watch.cancel()
                return await asyncio.wait_for(rest, 20)

        async def collected(watch):
            return [event async for event in watch]

        job = self.begun()
        self.assertEqual(asyncio.run(follow(job)), [])
        self.stop(job)

    def test_a_stream_that_is_cancelled_says_so(self):
        job = self.begun()
        stream = self.client.jobs.WatchJob(jobs.WatchJobRequest(name=job.name))
        next(stream)
        stream.cancel()
        with self.assertRaises(trunkline.Cancelled) as caught:
            list(stream)
        self.assertIs(caught.exception.code, grpc.StatusCode.CANCELLED)
        self.stop(job)

    def test_a_wait_outlasts_its_calls_and_has_an_end(self):
        job = self.begun()
        with self.assertRaises(trunkline.DeadlineExceeded):
            self.client.wait(job, timeout=0.2)
        with self.assertRaises(TimeoutError):
            self.client.result(job, timeout=0)
        self.stop(job)
        self.assertEqual(self.client.wait(job.name).state, job_pb2.Job.STATE_CANCELLED)

    def test_a_call_has_a_deadline(self):
        job = self.begun()
        request = jobs.WaitJobRequest(name=job.name)
        request.timeout.FromSeconds(20)
        with self.assertRaises(trunkline.DeadlineExceeded) as caught:
            self.client.jobs.WaitJob(request, timeout=0.3)
        self.assertIs(caught.exception.code, grpc.StatusCode.DEADLINE_EXCEEDED)
        with trunkline.Client(self.daemon.address, timeout=0.3) as client:
            with self.assertRaises(TimeoutError):
                client.jobs.WaitJob(request)
        asyncio.run(self.late(request))
        self.stop(job)

    async def late(self, request):
        async with trunkline.AsyncClient(self.daemon.address) as client:
            with self.assertRaises(trunkline.DeadlineExceeded):
                await client.jobs.WaitJob(request, timeout=0.3)

    def test_a_task_that_is_cancelled_cancels_its_call(self):
        async def give_up(job):
            async with trunkline.AsyncClient(self.daemon.address) as client:
                task = asyncio.ensure_future(client.wait(job))
                done, _ = await asyncio.wait([task], timeout=0.2)
                self.assertFalse(done)
                task.cancel()
                with self.assertRaises(asyncio.CancelledError):
                    await task

        job = self.begun()
        asyncio.run(give_up(job))
        self.stop(job)


class JobsAtRest(unittest.TestCase):
    def test_a_job_says_what_stands_in_its_way(self):
        request = centers.DescribeContactCenterRequest(target=TARGET, alias="nowhere")
        job = WORLD.client.contact_centers.DescribeContactCenter(request)
        with self.assertRaises(trunkline.JobFailed) as caught:
            WORLD.client.result(job)
        self.assertEqual(caught.exception.reason, "CENTER_NOT_FOUND")
        self.assertEqual(caught.exception.metadata["alias"], "nowhere")

    def test_a_result_is_of_the_kind_that_was_asked_for(self):
        result = WORLD.client.result(WORLD.applied, center_pb2.ApplyResult)
        self.assertEqual(result.center.instance.alias, ALIAS)
        self.assertIn("Service", result.center.queues)
        with self.assertRaises(TypeError):
            WORLD.client.result(WORLD.applied, plan_pb2.Plan)
        asyncio.run(self.same(result))

    async def same(self, result):
        async with trunkline.AsyncClient(WORLD.daemon.address) as client:
            self.assertEqual(await client.result(WORLD.applied, center_pb2.ApplyResult), result)

    def test_a_plan_of_what_is_applied_has_nothing_to_do(self):
        WORLD.client.result(WORLD.applied)
        spec = WORLD.client.spec(CENTER)
        job = WORLD.client.contact_centers.PlanContactCenter(
            centers.PlanContactCenterRequest(target=TARGET, spec=spec)
        )
        self.assertEqual(len(WORLD.client.result(job, plan_pb2.Plan).steps), 0)
