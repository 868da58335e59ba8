/* A bad line between two network namespaces.
 *
 *     emulator KIOSK_TUN CONSOLE_TUN SEED LOG
 *
 * Makes two TUN interfaces and carries packets from one to the other. Each way has a rate, a
 * drop-tail buffer, a delay and a loss of its own. "up" is from the kiosk to the console.
 *
 * Commands on standard input, one a line, each answered by "ok" or "no":
 *
 *     up|down rate BITS_PER_S         0 for no limit
 *     up|down buffer BYTES
 *     up|down delay SECONDS           one way
 *     up|down loss FRACTION           of packets, independent, after the buffer
 *     up|down enter CHANCE            of a burst, at each packet: all is lost until it ends
 *     up|down leave CHANCE            of its end, at each packet (Gilbert 1960)
 *     cut                             everything is lost, what is on its way too
 *     join
 *
 * It ends with its standard input. LOG gets a line a packet:
 *
 *     WAY SECONDS FATE BYTES KIND QUEUE_MS LATE_MS
 *
 * WAY is U or D; SECONDS is CLOCK_MONOTONIC at arrival; FATE is D (delivered), L (lost), Q (the
 * buffer was full) or C (the line was cut); KIND is tcp, stun, dtls, rtcp, rtpN (N is the payload
 * type, RFC 7983 tells them apart) or other; QUEUE_MS is from arrival to its last bit on the line;
 * LATE_MS is by how much this program was late.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#define SLOTS 4096
#define PACKET_MAX 2048
#define NS 1000000000ull

struct packet {
	uint64_t arrived, carried, due; /* ns */
	int size;
	unsigned char data[PACKET_MAX];
};

struct way {
	char name;
	int from, to; /* descriptors */
	double rate, buffer, delay, loss, enter, leave;
	int bursting;
	uint64_t chance;  /* of xorshift, never 0 */
	uint64_t free_at; /* when the line will have carried all it was given */
	int first, count;
	struct packet ring[SLOTS];
};

static struct way up = {.name = 'U'}, down = {.name = 'D'};
static int is_cut;
static FILE *journal;

static uint64_t now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * NS + t.tv_nsec;
}

static double draw(struct way *way)
{
	way->chance ^= way->chance << 13;
	way->chance ^= way->chance >> 7;
	way->chance ^= way->chance << 17;
	return (way->chance >> 11) * (1.0 / 9007199254740992.0);
}

static int is_lost(struct way *way)
{
	if (way->enter > 0) {
		way->bursting = way->bursting ? draw(way) >= way->leave : draw(way) < way->enter;
		if (way->bursting)
			return 1;
	}
	return draw(way) < way->loss;
}

static void name_kind(const unsigned char *p, int size, char *kind)
{
	int header = (p[0] & 15) * 4;
	strcpy(kind, "other");
	if (p[0] >> 4 != 4 || size < header + 10)
		return;
	if (p[9] == 6)
		strcpy(kind, "tcp");
	if (p[9] != 17)
		return;
	const unsigned char *payload = p + header + 8;
	if (payload[0] < 4)
		strcpy(kind, "stun");
	else if (payload[0] >= 20 && payload[0] < 64)
		strcpy(kind, "dtls");
	else if (payload[0] >= 128 && payload[0] < 192) {
		if (payload[1] >= 192 && payload[1] < 224) /* RFC 5761, 4 */
			strcpy(kind, "rtcp");
		else
			sprintf(kind, "rtp%d", payload[1] & 127);
	}
}

static void tell(struct way *way, const unsigned char *data, int size, uint64_t arrived, char fate,
		 uint64_t queued, uint64_t late)
{
	char kind[16];
	name_kind(data, size, kind);
	fprintf(journal, "%c %.6f %c %d %s %.2f %.2f\n", way->name, arrived / 1e9, fate, size, kind,
		queued / 1e6, late / 1e6);
}

static void take_one(struct way *way, const unsigned char *data, int size)
{
	uint64_t t = now(), start = way->free_at > t ? way->free_at : t;
	double waiting = way->rate > 0 ? (start - t) * way->rate / 8 / NS : 0;

	if (is_cut) {
		tell(way, data, size, t, 'C', 0, 0);
		return;
	}
	if ((way->rate > 0 && waiting + size > way->buffer) || way->count == SLOTS) {
		tell(way, data, size, t, 'Q', start - t, 0);
		return;
	}
	uint64_t carried = start + (way->rate > 0 ? (uint64_t)(size * 8.0 * NS / way->rate) : 0);
	way->free_at = carried;
	if (is_lost(way)) {
		tell(way, data, size, t, 'L', carried - t, 0);
		return;
	}
	struct packet *packet = &way->ring[(way->first + way->count++) % SLOTS];
	packet->arrived = t;
	packet->carried = carried;
	packet->due = carried + (uint64_t)(way->delay * NS);
	packet->size = size;
	memcpy(packet->data, data, size);
}

static void take(struct way *way)
{
	unsigned char data[PACKET_MAX];
	int size;
	while ((size = read(way->from, data, sizeof data)) > 0)
		take_one(way, data, size);
}

static void give(struct way *way)
{
	while (way->count && way->ring[way->first].due <= now()) {
		struct packet *packet = &way->ring[way->first];
		/* A full or closed interface loses it, as a machine would. */
		if (write(way->to, packet->data, packet->size) < 0 && errno == EBADF)
			exit(1);
		tell(way, packet->data, packet->size, packet->arrived, 'D',
		     packet->carried - packet->arrived, now() - packet->due);
		way->first = (way->first + 1) % SLOTS;
		way->count--;
	}
}

static void empty(struct way *way)
{
	for (; way->count; way->count--, way->first = (way->first + 1) % SLOTS) {
		struct packet *packet = &way->ring[way->first];
		tell(way, packet->data, packet->size, packet->arrived, 'C', 0, 0);
	}
	way->free_at = 0;
}

static int obey(char *line)
{
	char side[8], what[8];
	double value;
	if (!strcmp(line, "cut")) {
		is_cut = 1;
		empty(&up);
		empty(&down);
		return fflush(journal) == 0;
	}
	if (!strcmp(line, "join"))
		return is_cut = 0, 1;
	if (sscanf(line, "%7s %7s %lf", side, what, &value) != 3)
		return 0;
	struct way *way = !strcmp(side, "up") ? &up : !strcmp(side, "down") ? &down : NULL;
	if (!way || value < 0)
		return 0;
	if (!strcmp(what, "rate"))
		way->rate = value;
	else if (!strcmp(what, "buffer"))
		way->buffer = value;
	else if (!strcmp(what, "delay"))
		way->delay = value;
	else if (!strcmp(what, "loss"))
		way->loss = value;
	else if (!strcmp(what, "enter"))
		way->enter = value;
	else if (!strcmp(what, "leave"))
		way->leave = value;
	else
		return 0;
	return 1;
}

static int listen_to(void)
{
	static char text[4096];
	static size_t used;
	ssize_t got = read(0, text + used, sizeof text - 1 - used);
	if (got <= 0)
		return 0;
	text[used += got] = 0;
	char *line = text, *end;
	for (; (end = strchr(line, '\n')); line = end + 1) {
		*end = 0;
		puts(obey(line) ? "ok" : "no");
	}
	used = strlen(line);
	memmove(text, line, used + 1);
	fflush(stdout);
	return used < sizeof text - 1;
}

static int tun(const char *name)
{
	struct ifreq request = {.ifr_flags = IFF_TUN | IFF_NO_PI};
	int found = open("/dev/net/tun", O_RDWR | O_NONBLOCK);
	strncpy(request.ifr_name, name, IFNAMSIZ - 1);
	if (found < 0 || ioctl(found, TUNSETIFF, &request) < 0) {
		perror(name);
		exit(1);
	}
	return found;
}

static void be_punctual(void)
{
	struct sched_param priority = {.sched_priority = 50};
	prctl(PR_SET_TIMERSLACK, 1);
	if (sched_setscheduler(0, SCHED_FIFO, &priority))
		perror("SCHED_FIFO");
	if (mlockall(MCL_CURRENT | MCL_FUTURE))
		perror("mlockall");
}

static struct timespec until_next(void)
{
	uint64_t t = now(), next = t + NS;
	struct way *ways[] = {&up, &down};
	for (int i = 0; i < 2; i++)
		if (ways[i]->count && ways[i]->ring[ways[i]->first].due < next)
			next = ways[i]->ring[ways[i]->first].due;
	uint64_t rest = next > t ? next - t : 0;
	return (struct timespec){rest / NS, rest % NS};
}

int main(int count, char **words)
{
	if (count != 5) {
		fputs("emulator KIOSK_TUN CONSOLE_TUN SEED LOG\n", stderr);
		return 2;
	}
	up.from = down.to = tun(words[1]);
	down.from = up.to = tun(words[2]);
	up.chance = 0x9E3779B97F4A7C15ull * (2 * strtoull(words[3], NULL, 10) + 1);
	down.chance = up.chance ^ 0xD1B54A32D192ED03ull;
	if (!(journal = fopen(words[4], "w"))) {
		perror(words[4]);
		return 1;
	}
	setvbuf(journal, NULL, _IOFBF, 1 << 20);
	be_punctual();
	puts("ok");
	fflush(stdout);
	for (;;) {
		struct pollfd ready[] = {{0, POLLIN, 0}, {up.from, POLLIN, 0}, {down.from, POLLIN, 0}};
		struct timespec rest = until_next();
		ppoll(ready, 3, &rest, NULL);
		if (ready[0].revents && !listen_to())
			break;
		if (ready[1].revents)
			take(&up);
		if (ready[2].revents)
			take(&down);
		give(&up);
		give(&down);
	}
	return fclose(journal) != 0;
}
