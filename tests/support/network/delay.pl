# Carries packets through a device of its own and holds each for a while on the way, in order. That
# needs neither the kernel's netem nor a compiler: perl-base is on every Debian.
#
#   perl delay.pl DEVICE
#
# Lines of standard input say whose packets are held, and for how long: "ADDRESS DELAY_MS JITTER_MS".
# What goes from one held address to another waits for both. Says "ready" when the device is there,
# and "ok" after each line; ends, and the device with it, when standard input does.
use strict;
use warnings;
use Fcntl qw(O_RDWR);
use Time::HiRes qw(clock_gettime CLOCK_MONOTONIC);

# linux/if_tun.h
my ($TUNSETIFF, $IFF_TUN, $IFF_NO_PI) = (0x400454ca, 1, 0x1000);

sysopen(my $device, '/dev/net/tun', O_RDWR) or die "/dev/net/tun: $!\n";
ioctl($device, $TUNSETIFF, pack('a16Sx22', $ARGV[0], $IFF_TUN | $IFF_NO_PI)) or die "tun: $!\n";
setpriority(0, 0, -20);
syswrite(STDOUT, "ready\n");

my (%delay, %jitter, %due, %line);
my $readable = '';
vec($readable, fileno($device), 1) = 1;
vec($readable, fileno(STDIN),   1) = 1;

# Lets go of what has waited long enough; says in how many seconds the next one has.
sub release {
    my $now = clock_gettime(CLOCK_MONOTONIC);
    my $next;
    for my $held (values %line) {
        syswrite($device, (shift @$held)->[1]) while @$held && $held->[0][0] <= $now;
        next unless @$held;
        my $wait = $held->[0][0] - $now;
        $next = $wait if !defined $next || $wait < $next;
    }
    return $next;
}

while (1) {
    select(my $ready = $readable, undef, undef, release());
    if (vec($ready, fileno(STDIN), 1)) {
        exit 0 unless sysread(STDIN, my $lines, 65_536);
        for (split /\n/, $lines) {
            my ($address, $delay, $jitter) = split ' ';
            my $bytes = pack('C4', split /\./, $address);
            ($delay{$bytes}, $jitter{$bytes}) = ($delay / 1000, $jitter / 1000);
            syswrite(STDOUT, "ok\n");
        }
    }
    next unless vec($ready, fileno($device), 1);
    sysread($device, my $packet, 65_536) or next;
    next if ord($packet) >> 4 != 4;
    my ($way, $from, $to) = (substr($packet, 12, 8), substr($packet, 12, 4), substr($packet, 16, 4));
    my $leaves = clock_gettime(CLOCK_MONOTONIC) + ($delay{$from} // 0) + ($delay{$to} // 0);
    my $most = ($jitter{$from} // 0) + ($jitter{$to} // 0);
    $leaves += rand($most) if $most > 0; # rand(0) is rand(1)
    $leaves = $due{$way} if defined $due{$way} && $due{$way} > $leaves;
    $due{$way} = $leaves;
    push @{ $line{$way} }, [$leaves, $packet];
}
